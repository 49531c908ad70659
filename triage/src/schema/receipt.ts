import { catalogSchema, fieldPathSchema, fieldValueSchema } from '@signalbox/sdk/model';
import { z } from 'zod';
import { classificationSchema } from './classification.ts';
import { decisionSchema } from './decision.ts';
import { policySchema } from './policy.ts';
import { reasonCodeSchema } from './reason.ts';

/** What `decide` has to know of one field of the ticket; no text. */
export const fieldFactSchema = z.object({
  path: fieldPathSchema,
  current: fieldValueSchema.nullable(),
  /** For list fields: all values it holds. */
  holds: z.array(fieldValueSchema),
  /** Who set the current value, as far as history shows. `none`: empty, or never changed since creation. */
  setBy: z.enum(['none', 'human', 'signalbox']),
  /** Values the catalog offers and the model has not learnt; decides nothing, is reported. 100 names at most. */
  notLearnt: z.array(z.string()).default([]),
});
export type FieldFact = z.infer<typeof fieldFactSchema>;

/** What was known of the certificate's standing when it was asked. */
export const standingSchema = z.object({
  /** ISO 8601: certificates expire. */
  at: z.string(),
  maskingVersion: z.string(),
  /** False: nobody counts production errors, and nothing may be applied under a certificate. */
  isWatched: z.boolean(),
  /** This version of the ticket was drawn to be handled without a suggestion. */
  isBlind: z.boolean(),
  /** Targets that were taken back to suggest, and why. */
  demoted: z.record(z.string(), reasonCodeSchema),
});
export type Standing = z.infer<typeof standingSchema>;

/** Everything `decide` sees. */
export const decisionInputSchema = z.object({
  facts: z.array(fieldFactSchema),
  /** null: there was no model, or no text; `obstacle` says which. */
  classification: classificationSchema.nullable(),
  obstacle: reasonCodeSchema.nullable(),
  policy: policySchema,
  catalog: catalogSchema.nullable(),
  /** Names of the policy's rules whose conditions hold. */
  matchedRules: z.array(z.string()).default([]),
  /** null: the policy has no certificate. */
  standing: standingSchema.nullable().default(null),
});
export type DecisionInput = z.infer<typeof decisionInputSchema>;

/** The proof of a decision: `decide(receipt.input)` gives `receipt.decision` again, always. */
export const receiptSchema = z.object({
  id: z.string(),
  site: z.string(),
  ticketId: z.string(),
  ticketKey: z.string(),
  /** SHA-256 over masked text, mapped fields, catalog, model and policy: the triage-relevant version. */
  triageVersion: z.string(),
  maskedTextHash: z.string(),
  maskingVersion: z.string(),
  input: decisionInputSchema,
  decision: decisionSchema,
  decidedAt: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

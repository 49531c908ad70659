import { fieldPathSchema, fieldValueSchema } from '@signalbox/sdk/model';
import { z } from 'zod';
import { labelProbabilitySchema } from './classification.ts';
import { reasonCodeSchema } from './reason.ts';

/** `apply`: written by Signalbox. `suggest`: shown to the agent. `escalate`: left to a human. `none`: nothing to do. */
export const routeSchema = z.enum(['apply', 'suggest', 'escalate', 'none']);
export type Route = z.infer<typeof routeSchema>;

export const fieldDecisionSchema = z.object({
  /** The policy's field name. */
  field: z.string(),
  path: fieldPathSchema,
  route: routeSchema,
  reason: reasonCodeSchema,
  /** The model's label; null when there is no prediction. */
  label: z.string().nullable(),
  /** The catalog's value for that label; null when there is none. */
  value: fieldValueSchema.nullable(),
  /** What the ticket held when this was decided. */
  current: fieldValueSchema.nullable(),
  /** `add` for list fields (labels, multi-selects). */
  operation: z.enum(['set', 'add']),
  probability: z.number().min(0).max(1).nullable(),
  applyAt: z.number(),
  suggestAt: z.number(),
  /** The next labels in the catalog's words, without those it does not offer. */
  alternatives: z.array(labelProbabilitySchema),
  /** The admin's rule that gave the value; null: the model did. */
  rule: z.string().nullable().default(null),
  /** Of a blind sample: where the field would have gone. Shown to nobody before its outcome is known. */
  withheld: routeSchema.nullable().default(null),
  /** Values the catalog offers and the model has not learnt: never suggested before a new model. 100 names at most. */
  notLearnt: z.array(z.string()).default([]),
});
export type FieldDecision = z.infer<typeof fieldDecisionSchema>;

/** What was decided about one triage-relevant version of a ticket. A pure function of its receipt. */
export const decisionSchema = z.object({
  route: routeSchema,
  /** The reason for the ticket's route. */
  reason: reasonCodeSchema,
  fields: z.array(fieldDecisionSchema),
});
export type Decision = z.infer<typeof decisionSchema>;

import { fieldPathSchema, ticketTypes } from '@signalbox/sdk/model';
import { z } from 'zod';
import { promiseSchema } from './certificate.ts';
import { ruleSchema } from './rule.ts';

const probabilitySchema = z.number().min(0).max(1);

/** Who allowed something, and when (ISO 8601). */
export const approvalSchema = z.object({ by: z.string().min(1), at: z.string() });
export type Approval = z.infer<typeof approvalSchema>;

/** Thresholds of one label, where they differ from the field's. */
export const labelThresholdsSchema = z
  .object({ applyAt: probabilitySchema.optional(), suggestAt: probabilitySchema.optional() })
  .strict();

/** What may happen to one field. */
export const fieldPolicySchema = z
  .object({
    /** The model's target that predicts this field. Default: the field's own name. */
    target: z.string().min(1),
    /** Where the field lives in the site's tickets. */
    path: fieldPathSchema,
    mode: z.enum(['off', 'suggest', 'apply']),
    /** At or above: apply (when `mode` is apply). */
    applyAt: probabilitySchema,
    /** At or above: suggest. Below: escalate. */
    suggestAt: probabilitySchema,
    /** Other thresholds, by the model's label. */
    byLabel: z.record(z.string(), labelThresholdsSchema).default({}),
    /** Values an admin listed as placeholders that may be replaced when history shows that no human set them. */
    replaceable: z.array(z.string()),
    /** From the model's label to the label in the site's catalog, where they differ. */
    labels: z.record(z.string(), z.string()),
    /** Required to apply: the person who enabled it. */
    enabledBy: approvalSchema.nullable(),
  })
  .refine((field) => field.mode !== 'apply' || field.enabledBy !== null, {
    error: 'mode "apply" needs enabledBy: the name of the person who allows it',
    path: ['enabledBy'],
  })
  .refine((field) => field.suggestAt <= field.applyAt, {
    error: 'suggestAt must not exceed applyAt',
    path: ['suggestAt'],
  })
  .refine(
    (field) =>
      Object.keys(field.byLabel).every((label) => {
        const { applyAt, suggestAt } = labelThresholds(field, label);
        return suggestAt <= applyAt;
      }),
    { error: 'suggestAt must not exceed applyAt', path: ['byLabel'] },
  );
/** The thresholds that hold for a label. */
export function labelThresholds(
  { applyAt, suggestAt, byLabel }: Pick<FieldPolicy, 'applyAt' | 'suggestAt' | 'byLabel'>,
  label: string | undefined,
): { readonly applyAt: number; readonly suggestAt: number } {
  const own = label !== undefined && Object.hasOwn(byLabel, label) ? byLabel[label] : undefined;
  return { applyAt: own?.applyAt ?? applyAt, suggestAt: own?.suggestAt ?? suggestAt };
}
export type FieldPolicy = z.infer<typeof fieldPolicySchema>;

/** What Signalbox may do at one site. A version is immutable; a change makes a new one. */
export const policySchema = z.object({
  version: z.string().min(1),
  /** By field name (`category`, `assignmentGroup`, …). */
  fields: z.record(z.string(), fieldPolicySchema),
  /** Ticket types that are triaged. */
  types: z.array(z.enum(ticketTypes)),
  /** null: all projects. */
  projects: z.array(z.string()).nullable(),
  /** `mark`: an escalated ticket is marked in the vendor's human queue; `leave`: it stays where the vendor puts it. */
  humanQueue: z.enum(['mark', 'leave']),
  /** `internal`: the explanation is written where only agents see it; `none`: it stays in the panel. */
  explanation: z.enum(['none', 'internal']),
  /** Above this share of unknown words a text is out of scope. */
  outOfVocabularyLimit: probabilitySchema,
  /** Asked in this order where the model is not sure enough to suggest. */
  rules: z.array(ruleSchema).default([]),
  /**
   * The promise under which fields with mode `apply` are applied: its thresholds take the place of `applyAt`, and
   * whatever it does not cover is suggested. null: no promise; `applyAt` decides.
   */
  certificate: promiseSchema.nullable().default(null),
  /** Share of the tickets that could be applied under the certificate and go to people without a suggestion instead. */
  blindShare: probabilitySchema.default(0.03),
  /**
   * A field whose prediction has a typicality below this is out of scope: with 0.02, 98 % of the tickets the model
   * was made for stay in scope. Default 0: never.
   */
  leastTypicality: probabilitySchema.optional(),
});
export type Policy = z.infer<typeof policySchema>;

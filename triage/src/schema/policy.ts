import { fieldPathSchema, ticketTypes } from '@signalbox/sdk/model';
import { z } from 'zod';

const probabilitySchema = z.number().min(0).max(1);

/** Who allowed something, and when (ISO 8601). */
export const approvalSchema = z.object({ by: z.string().min(1), at: z.string() });
export type Approval = z.infer<typeof approvalSchema>;

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
  });
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
});
export type Policy = z.infer<typeof policySchema>;

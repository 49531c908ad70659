import { fieldValueSchema } from '@signalbox/sdk/model';
import { z } from 'zod';

/** What a human did about a suggestion: the raw material of labelled examples. */
export const outcomeSchema = z.object({
  id: z.string(),
  receiptId: z.string(),
  field: z.string(),
  kind: z.enum(['accepted', 'changed', 'dismissed', 'challenged', 'undone']),
  /** What the human says is right; null when they did not say. */
  value: fieldValueSchema.nullable(),
  comment: z.string().nullable(),
  actor: z.string(),
  at: z.string(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

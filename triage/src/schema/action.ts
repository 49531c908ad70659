import { ticketChangeSchema, writeOutcomes } from '@signalbox/sdk/model';
import { z } from 'zod';

export const actionKindSchema = z.enum(['apply', 'human-queue']);

/** A change on its way to the vendor, or arrived. */
export const actionSchema = z.object({
  id: z.string(),
  site: z.string(),
  receiptId: z.string(),
  kind: actionKindSchema,
  change: ticketChangeSchema,
  status: z.enum(['pending', 'held', ...writeOutcomes]),
  attempts: z.number().int().nonnegative(),
  /** Attempts that ended without a certain answer. */
  uncertainAttempts: z.number().int().nonnegative(),
  /** Milliseconds since the epoch from when on an attempt may have landed unseen; null: nothing is in flight. */
  uncertainSince: z.number().nullable(),
  reason: z.string().nullable(),
  createdAt: z.string(),
});
export type Action = z.infer<typeof actionSchema>;

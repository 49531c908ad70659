import { z } from 'zod';

/** What a reading by search can say for itself. */
export const certificateSchema = z.object({
  complete: z.boolean(),
  countedByVendor: z.number().nullable(),
  received: z.number(),
  blankByAccessRules: z.number(),
  skipped: z.array(z.object({ reason: z.string() })),
  /** Counted by the vendor, and neither received nor named. */
  unaccounted: z.number(),
  failure: z.object({ message: z.string() }).nullable(),
});
export type Certificate = z.infer<typeof certificateSchema>;

export const syncSchema = z.object({
  id: z.string(),
  origin: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  state: z.enum(['running', 'complete', 'failed']),
  /** What changed since. */
  from: z.string(),
  /** null: it waits. */
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  countedByVendor: z.number().nullable(),
  received: z.number(),
  /** Of those received, the tickets that nothing had told of. */
  marked: z.number(),
  certificate: certificateSchema.nullable(),
});
export type Sync = z.infer<typeof syncSchema>;

/** `GET /api/v1/sites/:site/syncs` */
export const syncsSchema = z.object({ items: z.array(syncSchema) });
export type Syncs = z.infer<typeof syncsSchema>;

import { z } from 'zod';

/** `GET /api/v1/sites/:site/governor`: how the limits of a vendor are kept. Times are ISO 8601. */
export const governorSchema = z.object({
  /** Requests in the queue, by lane. */
  waiting: z.record(z.string(), z.number()),
  running: z.number(),
  requestsPerSecond: z.number(),
  /** 0-1: what refusals have left of the granted pace. */
  throttle: z.number(),
  pausedUntil: z.string().nullable(),
  pauseReason: z.string().nullable(),
  heldTickets: z.number(),
  quota: z
    .object({
      limit: z.number(),
      remaining: z.number().nullable(),
      resetsAt: z.string(),
      /** Of the limit, what the admin's share allows. */
      granted: z.number(),
      used: z.number(),
      isNearLimit: z.boolean(),
    })
    .nullable(),
  /** Limits that the vendor does not announce; `kind` null: all requests together. */
  learned: z
    .array(z.object({ kind: z.string().nullable(), limit: z.number(), windowMs: z.number() }))
    .default([]),
  /** The processes that keep the limits together; null: one alone. */
  shared: z.object({ isReachable: z.boolean(), processes: z.number() }).nullable().default(null),
  /** By kind of request. `status` stays a string: a newer bridge may know more of them. */
  circuits: z.record(z.string(), z.string()),
  totals: z.object({
    requests: z.number(),
    repeats: z.number(),
    rateLimited: z.number(),
    failures: z.number(),
  }),
});
export type Governor = z.infer<typeof governorSchema>;

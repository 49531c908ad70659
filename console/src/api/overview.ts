import { z } from 'zod';

/** How many of what happened; since when, the answer around it says. */
export const countsSchema = z.object({
  received: z.number(),
  duplicates: z.number(),
  rejectedSignatures: z.number(),
  deadLetters: z.number(),
  decided: z.number(),
  applied: z.number(),
  suggested: z.number(),
  escalated: z.number(),
  none: z.number(),
  writesPending: z.number(),
  writesFailed: z.number(),
});
export type Counts = z.infer<typeof countsSchema>;

/** The last turn of a kill switch. */
export const switchStateSchema = z.object({
  isPaused: z.boolean(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  reason: z.string().nullable(),
});
export type SwitchState = z.infer<typeof switchStateSchema>;

export const siteOverviewSchema = z.object({
  name: z.string(),
  connector: z.string(),
  baseUrl: z.string(),
  /** Whether writes to this site are paused, be it by its own switch or by the one for all. */
  isPaused: z.boolean(),
  counts: countsSchema,
});
export type SiteOverview = z.infer<typeof siteOverviewSchema>;

export const minuteSchema = z.object({ at: z.string(), decided: z.number(), received: z.number() });
export type Minute = z.infer<typeof minuteSchema>;

/** `GET /api/v1/overview` */
export const overviewSchema = z.object({
  since: z.string(),
  sites: z.array(siteOverviewSchema),
  totals: countsSchema,
  switch: switchStateSchema.nullable(),
  /** From the webhook to the decision. */
  latencyMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
  recent: z.array(minuteSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

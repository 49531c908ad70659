import { z } from 'zod';

/** What flowed: how many of each within a span of time. */
export const flowsSchema = z.object({
  received: z.number(),
  duplicates: z.number(),
  rejectedSignatures: z.number(),
  deadLetters: z.number(),
  decided: z.number(),
  applied: z.number(),
  suggested: z.number(),
  escalated: z.number(),
  none: z.number(),
  failedWrites: z.number(),
});
export type Flows = z.infer<typeof flowsSchema>;

export const figuresSchema = z.object({
  lastDay: flowsSchema,
  /** Now. */
  openDeadLetters: z.number(),
  pendingActions: z.number(),
});
export type Figures = z.infer<typeof figuresSchema>;

export const siteOverviewSchema = figuresSchema.extend({
  site: z.string(),
  connector: z.string(),
  baseUrl: z.string(),
  /** Whether writes to this site are paused, be it by its own switch or by the one for all. */
  isPaused: z.boolean(),
});
export type SiteOverview = z.infer<typeof siteOverviewSchema>;

export const minuteSchema = z.object({ at: z.string(), decided: z.number(), received: z.number() });
export type Minute = z.infer<typeof minuteSchema>;

/** `GET /api/v1/overview` */
export const overviewSchema = z.object({
  at: z.string(),
  isPaused: z.boolean(),
  total: figuresSchema,
  sites: z.array(siteOverviewSchema),
  /** From the webhook to the decision. */
  latencyMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
  throughput: z.array(minuteSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

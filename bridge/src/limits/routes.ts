import { SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/index.ts';
import type { Kernel } from '../kernel.ts';
import { isInScope } from '../store/index.ts';

const count = z.number().int().nonnegative();

/** A governor's snapshot, as the API gives it. */
export const governorSchema = z.object({
  site: z.string(),
  share: z.number().describe("the part of the vendor's limits that the admin grants, 0-1"),
  requestsPerSecond: z.number().describe('that may be started now; 0 while nothing may'),
  throttle: z.number().describe('0-1: what the burst limits of the vendor have left of the granted pace'),
  pausedUntil: z.string().nullable(),
  pauseReason: z.string().nullable().describe("the vendor's own word, the status, or quota-used"),
  heldTickets: count.describe('tickets that the vendor takes no writes for at the moment'),
  waiting: z.object({ interactive: count, webhook: count, backfill: count }),
  running: count,
  quota: z
    .object({
      limit: z.number(),
      remaining: z.number().nullable(),
      resetsAt: z.string(),
      granted: z.number(),
      used: z.number().describe('by all processes of this bridge'),
      isNearLimit: z.boolean(),
    })
    .nullable()
    .describe("in the vendor's own unit: requests, or points"),
  learned: z
    .array(
      z.object({
        kind: z.string().nullable().describe('the kind of request; null: all together'),
        limit: z.number(),
        windowMs: z.number(),
        learnedAt: z.string(),
      }),
    )
    .readonly()
    .describe('limits that the vendor does not announce'),
  shared: z
    .object({ isReachable: z.boolean(), processes: count })
    .nullable()
    .describe('the processes that keep the limits together; null: this one alone'),
  circuits: z.record(z.string(), z.enum(['closed', 'open', 'half-open'])),
  totals: z.object({ requests: count, repeats: count, rateLimited: count, failures: count }),
});

export function limitsRoutes({ sites }: Kernel): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/governor',
      operationId: 'readGovernor',
      access: ['viewer'],
      summary: 'What the site allows now: pace, quota, pauses, circuits',
      tag: 'sites',
      params: z.object({ site: z.string() }),
      result: governorSchema,
      async handle({ caller, params }) {
        const site = isInScope(caller.scope, params.site) ? sites.get(params.site) : undefined;
        if (site === undefined) throw new SignalboxError('not-found', `There is no site "${params.site}".`);
        return site.governor.snapshot();
      },
    }),
  ];
}

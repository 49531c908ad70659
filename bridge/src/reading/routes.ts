import { completenessCertificateSchema, SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/index.ts';
import type { Kernel } from '../kernel.ts';
import { isInScope, type SiteScope } from '../store/index.ts';
import { departureSchema, listDepartures } from './departures/index.ts';
import { reconciliationSchema } from './report/index.ts';
import type { SyncStarter } from './start-sync.ts';
import type { SyncLog } from './sync-log.ts';
import { syncKinds, syncOrigins, syncStates } from './tables.ts';
import { type WebhookStates, webhookStateSchema } from './webhooks/index.ts';

const tag = 'reading';
const count = z.number().int().nonnegative();

/** One sync, as the API gives it. */
export const syncSchema = z.object({
  id: z.string(),
  site: z.string(),
  kind: z.enum(syncKinds),
  origin: z.enum(syncOrigins),
  requestedBy: z.string(),
  requestedAt: z.string(),
  state: z.enum(syncStates).describe('complete: every ticket came; a partial sync is failed'),
  from: z.string(),
  to: z.string().nullable(),
  startedAt: z.string().nullable().describe('null while it waits for an earlier one'),
  finishedAt: z.string().nullable(),
  countedByVendor: count.nullable(),
  pages: count,
  received: count,
  marked: count.describe('queued for triage: nothing had told of this version before'),
  certificate: completenessCertificateSchema.nullable(),
});

const timeSchema = z.iso.datetime({ offset: true, error: 'write a time like 2026-01-31T08:00:00Z' });

const startSchema = z.object({
  kind: z
    .enum(['sync', 'backfill', 'reconcile'])
    .default('sync')
    .describe(
      'backfill: any range beside the live reading; it suggests and never writes. reconcile: compares only',
    ),
  from: timeSchema
    .optional()
    .describe(
      'default: where the last complete sync ended, else 24 hours ago; for reconcile the oldest recorded change; a backfill needs it',
    ),
  to: timeSchema.optional().describe('of a backfill or reconcile; default: without an end'),
});

/** What is wrong with a range; null: nothing. */
function complaintAbout({ kind, from, to }: z.output<typeof startSchema>, now: number): string | null {
  if (from !== undefined && Date.parse(from) > now)
    return 'from lies in the future: nothing has changed since then.';
  if (kind === 'backfill' && from === undefined) return 'A backfill needs from: where its range begins.';
  if (to === undefined) return null;
  if (kind === 'sync') return 'A sync has no to: it reads up to now. For a range, ask for a backfill.';
  return from !== undefined && Date.parse(to) <= Date.parse(from) ? 'to does not lie after from.' : null;
}

export interface ReadingRouteOptions {
  readonly kernel: Kernel;
  readonly starter: SyncStarter;
  readonly log: SyncLog;
  readonly states: WebhookStates;
}

export function readingRoutes({
  kernel: { sites, clock, store },
  starter,
  log,
  states,
}: ReadingRouteOptions): readonly Route[] {
  function assertVisible(scope: SiteScope, site: string): void {
    if (sites.has(site) && isInScope(scope, site)) return;
    throw new SignalboxError('not-found', `There is no site "${site}" that you may see.`);
  }

  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/sites/{site}/syncs',
      operationId: 'startSync',
      access: ['admin'],
      summary:
        'Reads a site by search, beside its webhooks: what changed, a range of the past, or all to compare it; nothing is written to the site',
      tag,
      params: z.object({ site: z.string() }),
      body: startSchema,
      result: z.object({ id: z.string() }),
      status: 202,
      async handle({ params, body, caller }) {
        assertVisible(caller.scope, params.site);
        const complaint = complaintAbout(body, clock.now());
        if (complaint !== null) throw new SignalboxError('rejected', complaint);
        return { id: await starter.request(params.site, body, caller.name) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/syncs',
      operationId: 'listSyncs',
      access: ['viewer'],
      summary: 'Syncs of a site, newest first',
      tag,
      params: z.object({ site: z.string() }),
      query: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z
          .string()
          .regex(/^\d{1,15}$/, 'An id is a number.')
          .optional()
          .describe('the id of the last one seen'),
      }),
      result: z.object({ items: z.array(syncSchema).readonly() }),
      async handle({ params, query, caller }) {
        assertVisible(caller.scope, params.site);
        return { items: await log.list(caller.scope, params.site, query.limit, query.before) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/syncs/{id}',
      operationId: 'readSync',
      access: ['viewer'],
      summary: 'One sync: how far it got, and its completeness certificate when it has ended',
      tag,
      params: z.object({ site: z.string(), id: z.string() }),
      result: syncSchema,
      async handle({ params, caller }) {
        assertVisible(caller.scope, params.site);
        const sync = await log.find(caller.scope, params.site, params.id);
        if (!sync) throw new SignalboxError('not-found', 'There is no such sync.');
        return sync;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/syncs/{id}/reconciliation',
      operationId: 'readReconciliation',
      access: ['viewer'],
      summary: 'What a reconciliation has found so far: counts, checksums and differences, field by field',
      tag,
      params: z.object({ site: z.string(), id: z.string() }),
      result: reconciliationSchema,
      async handle({ params, caller }) {
        assertVisible(caller.scope, params.site);
        const report = await log.report(caller.scope, params.site, params.id);
        if (!report)
          throw new SignalboxError('not-found', 'There is no such reconciliation, or it has not begun.');
        return report;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/webhook',
      operationId: 'readWebhook',
      access: ['viewer'],
      summary: 'Whether the webhook of a site is heard: the last one, silence, and its registrations',
      tag,
      params: z.object({ site: z.string() }),
      result: webhookStateSchema,
      async handle({ params, caller }) {
        assertVisible(caller.scope, params.site);
        return await states.read(params.site);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/departures',
      operationId: 'listDepartures',
      access: ['viewer'],
      summary: 'Tickets that were deleted, hidden or moved, newest first',
      tag,
      params: z.object({ site: z.string() }),
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      result: z.object({ items: z.array(departureSchema).readonly() }),
      async handle({ params, query, caller }) {
        assertVisible(caller.scope, params.site);
        return { items: await listDepartures(store, caller.scope, params.site, query.limit) };
      },
    }),
  ];
}

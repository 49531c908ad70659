import { type FieldPath, SignalboxError } from '@signalbox/sdk';
import { onEvent } from '../events/index.ts';
import type { Discoverer } from '../intake/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import type { WrittenValues } from '../writeback/index.ts';
import { createLookFor, presenceJob, publishGone } from './departures/index.ts';
import { createFinishSync } from './finish-sync.ts';
import { readingMigrations } from './migrations.ts';
import { createPageStore } from './page-store.ts';
import { createPolling } from './poll-job.ts';
import { createAddAbsent, createComparePage } from './reconciliation/index.ts';
import { createTicketRecords } from './records/index.ts';
import { createRefetch } from './refetch.ts';
import { readingRoutes } from './routes.ts';
import { createSilenceWatch } from './silence.ts';
import { createSyncStarter } from './start-sync.ts';
import { syncJob } from './sync-job.ts';
import { createSyncLog } from './sync-log.ts';
import type { ReadingTables } from './tables.ts';
import { collectWebhookGauges, createWebhookStates, upkeepJob, upkeepQueue } from './webhooks/index.ts';

export interface ReadingOptions {
  readonly discoverer: Discoverer;
  /** Where the fields live that are mapped at a site. */
  readonly mappedPaths: (site: string) => readonly FieldPath[];
  readonly writtenValues: WrittenValues;
  /** 0: only on request. */
  readonly pollEveryMinutes: number;
}

const keepDays = 30;
/** After the start, when there is less to do, the registrations of webhooks are looked at. */
const firstLookMs = 60_000;
/** A ticket that nobody has read for so long. */
const recordDays = 400;

/** Reads sites by search, beside their webhooks: what a webhook missed is found. */
export function createReading(
  kernel: Kernel,
  { discoverer, mappedPaths, writtenValues, pollEveryMinutes }: ReadingOptions,
): Module {
  if (!(pollEveryMinutes >= 0 && Number.isFinite(pollEveryMinutes))) {
    throw new SignalboxError('configuration', 'pollEveryMinutes is a number of minutes, or 0 for never.');
  }
  const log = createSyncLog(kernel.store);
  const records = createTicketRecords(kernel.store, mappedPaths);
  const starter = createSyncStarter(kernel, log, records);
  const polling = createPolling(kernel, starter, pollEveryMinutes);
  const states = createWebhookStates(kernel, discoverer);
  const silence = createSilenceWatch({ kernel, discoverer, states, pollEveryMinutes });
  collectWebhookGauges(kernel, states);
  const storePage = createPageStore({ kernel, discoverer, silence, records });
  const lookFor = createLookFor(kernel, records);
  const stopping = new AbortController();
  return {
    name: 'reading',
    migrations: readingMigrations,
    routes: readingRoutes({ kernel, starter, log, states }),
    jobs: [
      syncJob({
        kernel,
        log,
        records,
        storePage,
        comparePage: createComparePage({ kernel, records, writtenValues }),
        addAbsent: createAddAbsent(kernel, lookFor),
        refetch: createRefetch({ kernel, records, storePage }),
        finish: createFinishSync(kernel, polling.repeat),
        stopping: stopping.signal,
      }),
      polling.job,
      silence.job,
      presenceJob({ kernel, records, discoverer, lookFor }),
      upkeepJob({ kernel, states, readGap: (site) => starter.poll(site, 0) }),
    ],
    events: [
      onEvent('ticket.received', async ({ site, ticketId, eventType, at }) => {
        if (eventType !== 'signalbox.ticket.deleted') return;
        const tables = kernel.store.tables<ReadingTables>();
        const [gone] = await records.markGone(tables, site, [ticketId], 'deleted', at);
        if (gone !== undefined) publishGone(kernel.events, site, [{ ticketId, ticketKey: null }], at);
      }),
    ],
    // A bridge without webhooks works, later: no cause to turn those away that come.
    health: [...kernel.sites.values()].map(({ name }) => ({
      name: `webhook of ${name}`,
      isRequired: false,
      isReady: () => states.isHeard(name),
    })),
    retention: [
      { dataClass: 'reading.syncs', keepDays, sweep: (before) => log.sweep(before) },
      { dataClass: 'reading.records', keepDays: recordDays, sweep: (before) => records.sweep(before) },
    ],
    async start() {
      await starter.recover();
      for (const { name } of kernel.sites.values()) await starter.refetch(name);
      await polling.start();
      await kernel.jobs.enqueue(kernel.store.tables<ReadingTables>(), upkeepQueue, [
        { key: 'start', data: {}, delayMs: firstLookMs },
      ]);
    },
    async stop() {
      stopping.abort();
    },
  };
}

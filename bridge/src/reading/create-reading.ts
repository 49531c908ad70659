import { SignalboxError } from '@signalbox/sdk';
import type { Discoverer } from '../intake/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { createFinishSync } from './finish-sync.ts';
import { readingMigrations } from './migrations.ts';
import { createPageStore } from './page-store.ts';
import { createPolling } from './poll-job.ts';
import { readingRoutes } from './routes.ts';
import { createSilenceWatch } from './silence.ts';
import { createSyncStarter } from './start-sync.ts';
import { syncJob } from './sync-job.ts';
import { createSyncLog } from './sync-log.ts';

export interface ReadingOptions {
  readonly discoverer: Discoverer;
  /** 0: only on request. */
  readonly pollEveryMinutes: number;
}

const keepDays = 30;

/** Reads sites by search, beside their webhooks: what a webhook missed is found. */
export function createReading(kernel: Kernel, { discoverer, pollEveryMinutes }: ReadingOptions): Module {
  if (!(pollEveryMinutes >= 0 && Number.isFinite(pollEveryMinutes))) {
    throw new SignalboxError('configuration', 'pollEveryMinutes is a number of minutes, or 0 for never.');
  }
  const log = createSyncLog(kernel.store);
  const starter = createSyncStarter(kernel, log);
  const polling = createPolling(kernel, starter, pollEveryMinutes);
  const silence = createSilenceWatch(kernel, discoverer, pollEveryMinutes);
  const stopping = new AbortController();
  return {
    name: 'reading',
    migrations: readingMigrations,
    routes: readingRoutes(kernel, starter, log),
    jobs: [
      syncJob({
        kernel,
        log,
        storePage: createPageStore(kernel, discoverer, silence),
        finish: createFinishSync(kernel, polling.repeat),
        stopping: stopping.signal,
      }),
      polling.job,
      silence.job,
    ],
    retention: [{ dataClass: 'reading.syncs', keepDays, sweep: (before) => log.sweep(before) }],
    async start() {
      await starter.recover();
      await polling.start();
    },
    async stop() {
      stopping.abort();
    },
  };
}

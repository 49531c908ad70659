import { z } from 'zod';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { SyncStarter } from './start-sync.ts';
import type { ReadingTables } from './tables.ts';

const pollQueue = 'reading-poll';
const minuteMs = 60_000;

/** Reads every site by schedule, so that a webhook that never came costs minutes and not the ticket. */
export interface Polling {
  readonly job: Job;
  /** Reads at once what was missed while no bridge ran, and sees to it that the schedule goes on. */
  start(): Promise<void>;
}

export function createPolling(kernel: Kernel, starter: SyncStarter, everyMinutes: number): Polling {
  const { store, jobs, sites } = kernel;
  const delayMs = everyMinutes * minuteMs;
  /** Replicas whose schedules fall together read once. */
  const sameTurnMs = delayMs / 2;
  const polled = everyMinutes > 0 ? [...sites.values()].filter((site) => site.tickets) : [];

  return {
    job: defineJob({
      queue: pollQueue,
      data: z.object({ site: z.string(), everyMinutes: z.number() }),
      async handle(data) {
        const isOurs = polled.some((site) => site.name === data.site) && data.everyMinutes === everyMinutes;
        // Left by another schedule: it ends here.
        if (!isOurs) return undefined;
        await starter.poll(data.site, sameTurnMs);
        return { retryAfterMs: delayMs };
      },
    }),
    async start() {
      // Always: a bridge that was away, however shortly, may have missed webhooks that nobody sends again.
      for (const { name } of polled) await starter.poll(name, 0);
      await jobs.enqueue(
        store.tables<ReadingTables>(),
        pollQueue,
        // One job per site waits for its time, whichever replica runs it; the schedule is part of its name.
        polled.map(({ name: site }) => ({
          key: `${site}/${everyMinutes}`,
          data: { site, everyMinutes },
          delayMs,
        })),
      );
    },
  };
}

import type { Transaction } from 'kysely';
import { z } from 'zod';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { SyncStarter } from './start-sync.ts';
import type { ReadingTables } from './tables.ts';

const pollQueue = 'reading-poll';
const minuteMs = 60_000;
/** After the first failed reading; doubles with each that follows. */
const firstRepeatMs = 5_000;

/** Reads every site by schedule, so that a webhook that never came costs minutes and not the ticket. */
export interface Polling {
  readonly job: Job;
  /** Reads at once what was missed while no bridge ran, and sees to it that the schedule goes on. */
  start(): Promise<void>;
  /** A reading that failed is repeated soon, and not only at its next turn. In the transaction that ends it. */
  repeat(transaction: Transaction<ReadingTables>, site: string): Promise<void>;
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
      data: z.object({ site: z.string(), everyMinutes: z.number(), isRepeat: z.boolean().default(false) }),
      async handle(data) {
        const isOurs = polled.some((site) => site.name === data.site) && data.everyMinutes === everyMinutes;
        // Left by another schedule: it ends here.
        if (!isOurs) return undefined;
        if (data.isRepeat) {
          await starter.poll(data.site, 0);
          return undefined;
        }
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
    async repeat(transaction, site) {
      if (!polled.some(({ name }) => name === site)) return;
      const delayed = firstRepeatMs * 2 ** ((await failuresInARow(transaction, site)) - 1);
      // The next turn is near enough.
      if (delayed > sameTurnMs) return;
      const data = { site, everyMinutes, isRepeat: true };
      await jobs.enqueue(transaction, pollQueue, [{ key: `${site}/again`, data, delayMs: delayed }]);
    },
  };
}

const lookedAt = 20;

/** How many of the newest readings failed, one after the other; at least one. */
async function failuresInARow(transaction: Transaction<ReadingTables>, site: string): Promise<number> {
  const rows = await transaction
    .selectFrom('reading_sync')
    .select('state')
    .where('site', '=', site)
    .where('state', '!=', 'running')
    .orderBy('id', 'desc')
    .limit(lookedAt)
    .execute();
  const end = rows.findIndex(({ state }) => state !== 'failed');
  return Math.max(1, end < 0 ? rows.length : end);
}

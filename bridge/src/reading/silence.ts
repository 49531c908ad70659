import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Discoverer } from '../intake/index.ts';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { ReadingTables } from './tables.ts';

const queue = 'reading-silence';
/** How long a webhook may be on its way after reading has found its ticket. */
const longestGraceMs = 60_000;
const hourMs = 3_600_000;

/** Notices a webhook that is silent: reading found tickets, and some time later no webhook has told of them still. */
export interface SilenceWatch {
  readonly job: Job;
  /** Remembers tickets that no webhook has told of, in the transaction that marks them. */
  note(transaction: Transaction<ReadingTables>, site: string, ticketIds: readonly string[]): Promise<void>;
}

export function createSilenceWatch(
  { store, clock, events, sites, jobs }: Kernel,
  discoverer: Discoverer,
  pollEveryMinutes: number,
): SilenceWatch {
  const graceMs = pollEveryMinutes > 0 ? Math.min(longestGraceMs, pollEveryMinutes * 60_000) : longestGraceMs;

  /** The finds whose time is up; each is judged once. Those that lay while no bridge ran say nothing about now. */
  async function takeFinds(site: string): Promise<readonly string[]> {
    const rows = await store
      .tables<ReadingTables>()
      .deleteFrom('reading_find')
      .where('site', '=', site)
      .where('found_at', '<=', new Date(clock.now() - graceMs).toISOString())
      .returning(['ticket_id', 'found_at'])
      .execute();
    return rows.filter((row) => clock.now() - Date.parse(row.found_at) < hourMs).map((row) => row.ticket_id);
  }

  async function isAnyLeft(site: string): Promise<boolean> {
    const row = await store
      .tables<ReadingTables>()
      .selectFrom('reading_find')
      .select(sql.lit(1).as('one'))
      .where('site', '=', site)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  function notice(site: string): void {
    events.publish({
      type: 'problem.noticed',
      site,
      at: new Date(clock.now()).toISOString(),
      code: 'webhook-silent',
      message: `Reading ${site} by search found new tickets that no webhook told of. They are triaged, but late. Check at ${sites.get(site)?.baseUrl ?? 'the vendor'} that the webhook to /webhooks/${site} exists, is switched on, covers every project or table, and can reach this bridge; "signalbox doctor" helps.`,
    });
  }

  return {
    job: defineJob({
      queue,
      data: z.object({ site: z.string() }),
      async handle({ site }) {
        const ids = await takeFinds(site);
        const told = await discoverer.told(site, ids);
        if (ids.some((id) => !told.has(id))) notice(site);
        return (await isAnyLeft(site)) ? { retryAfterMs: graceMs } : undefined;
      },
    }),
    async note(transaction, site, ticketIds) {
      if (ticketIds.length === 0) return;
      const found_at = new Date(clock.now()).toISOString();
      await transaction
        .insertInto('reading_find')
        .values(ticketIds.map((ticket_id) => ({ site, ticket_id, found_at })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await jobs.enqueue(transaction, queue, [{ key: site, data: { site }, delayMs: graceMs }]);
    },
  };
}

import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Discoverer } from '../intake/index.ts';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { ReadingTables } from './tables.ts';
import type { WebhookStates } from './webhooks/index.ts';

const queue = 'reading-silence';
/** How long a webhook may be on its way after reading has found its ticket. */
const longestGraceMs = 60_000;
const hourMs = 3_600_000;
/**
 * Changed tickets after which nothing may have come at all. One alone proves nothing: a comment changes a ticket, too,
 * and no webhook has to tell of it.
 */
const mostUntold = 5;

/** What reading found before a webhook told of it. */
export interface Unheard {
  /** Tickets that no webhook has ever told of. */
  readonly created: readonly string[];
  /** Tickets known from webhooks, in a version that none told of. */
  readonly changed: readonly string[];
}

export interface SilenceOptions {
  readonly kernel: Pick<Kernel, 'store' | 'clock' | 'events' | 'sites' | 'jobs'>;
  readonly discoverer: Pick<Discoverer, 'told' | 'lastTold'>;
  readonly states: Pick<WebhookStates, 'fellSilent'>;
  readonly pollEveryMinutes: number;
}

/** Notices a webhook that is silent: reading found news, and some time later no webhook has told of it still. */
export interface SilenceWatch {
  readonly job: Job;
  /** Remembers what no webhook has told of, in the transaction that marks it. */
  note(transaction: Transaction<ReadingTables>, site: string, unheard: Unheard): Promise<void>;
}

export function createSilenceWatch({
  kernel,
  discoverer,
  states,
  pollEveryMinutes,
}: SilenceOptions): SilenceWatch {
  const { store, clock, events, sites, jobs } = kernel;
  const graceMs = pollEveryMinutes > 0 ? Math.min(longestGraceMs, pollEveryMinutes * 60_000) : longestGraceMs;
  const ago = (durationMs: number) => new Date(clock.now() - durationMs).toISOString();
  const finds = (site: string, isNew: boolean) =>
    store
      .tables<ReadingTables>()
      .deleteFrom('reading_find')
      .where('site', '=', site)
      .where('is_new', '=', isNew);

  /** New tickets whose time is up; each is judged once. Those that lay while no bridge ran say nothing about now. */
  async function isCreationUntold(site: string): Promise<boolean> {
    const rows = await finds(site, true)
      .where('found_at', '<=', ago(graceMs))
      .returning(['ticket_id', 'found_at'])
      .execute();
    const ids = rows
      .filter((row) => clock.now() - Date.parse(row.found_at) < hourMs)
      .map((row) => row.ticket_id);
    const told = await discoverer.told(site, ids);
    return ids.some((id) => !told.has(id));
  }

  /** Whether many tickets changed and nothing came at all since. */
  async function isEveryChangeUntold(site: string): Promise<boolean> {
    const lastAt = await discoverer.lastTold(site);
    // Something came: whatever was found before says nothing any more.
    if (lastAt !== null) await finds(site, false).where('found_at', '<=', lastAt).execute();
    await finds(site, false)
      .where('found_at', '<=', ago(24 * hourMs))
      .execute();
    const { count } = await store
      .tables<ReadingTables>()
      .selectFrom('reading_find')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('site', '=', site)
      .where('is_new', '=', false)
      .where('found_at', '<=', ago(graceMs))
      .executeTakeFirstOrThrow();
    if (count < mostUntold) return false;
    await finds(site, false).execute();
    return true;
  }

  /** Whether a find waits for its time; changes that have waited are judged when the next ones come. */
  async function isAnyLeft(site: string): Promise<boolean> {
    const row = await store
      .tables<ReadingTables>()
      .selectFrom('reading_find')
      .select(sql.lit(1).as('one'))
      .where('site', '=', site)
      .where((find) => find.or([find('is_new', '=', true), find('found_at', '>', ago(graceMs))]))
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async function notice(site: string): Promise<void> {
    await states.fellSilent(site);
    events.publish({
      type: 'problem.noticed',
      site,
      at: new Date(clock.now()).toISOString(),
      code: 'webhook-silent',
      message: `Reading ${site} by search found new or changed tickets that no webhook told of. They are triaged, but late. Check at ${sites.get(site)?.baseUrl ?? 'the vendor'} that the webhook to /webhooks/${site} exists, is switched on, has not expired, covers every project or table, and can reach this bridge; "signalbox doctor" and "signalbox webhooks list ${site}" help.`,
    });
  }

  return {
    job: defineJob({
      queue,
      data: z.object({ site: z.string() }),
      async handle({ site }) {
        const isUntold = (await isCreationUntold(site)) || (await isEveryChangeUntold(site));
        if (isUntold) await notice(site);
        return (await isAnyLeft(site)) ? { retryAfterMs: graceMs } : undefined;
      },
    }),
    async note(transaction, site, { created, changed }) {
      const found_at = new Date(clock.now()).toISOString();
      const rows = [
        ...created.map((ticket_id) => ({ site, ticket_id, found_at, is_new: true })),
        ...changed.map((ticket_id) => ({ site, ticket_id, found_at, is_new: false })),
      ];
      if (rows.length === 0) return;
      await transaction
        .insertInto('reading_find')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await jobs.enqueue(transaction, queue, [{ key: site, data: { site }, delayMs: graceMs }]);
    },
  };
}

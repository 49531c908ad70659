import { SignalboxError } from '@signalbox/sdk';
import type { Transaction } from 'kysely';
import type { Kernel } from '../kernel.ts';
import type { SyncLog } from './sync-log.ts';
import type { ReadingTables } from './tables.ts';

/** The queue of sites that have something to read; at most one job per site runs. */
export const syncQueue = 'reading-sync';

const dayMs = 86_400_000;
/** Search indexes learn of a change late, and clocks differ: each reading looks this far behind the last one's end. */
const overlapMs = 5 * 60_000;

/** Starts syncs; the work itself is a job. */
export interface SyncStarter {
  /** What an administrator asks for. Returns the id; a second request for the same, while the first waits, is the first. */
  request(site: string, from: string | undefined, by: string): Promise<string>;
  /** What the schedule asks for: nothing while the site is being read, or was asked for within `notWithinMs`, by another replica. */
  poll(site: string, notWithinMs: number): Promise<void>;
  /** Queues jobs for syncs that an interrupted bridge has left without one. */
  recover(): Promise<void>;
}

export function createSyncStarter({ store, jobs, clock, sites }: Kernel, log: SyncLog): SyncStarter {
  /** The site's row, locked: replicas that start a sync at the same moment queue here. */
  async function lockedSite(transaction: Transaction<ReadingTables>, site: string) {
    await transaction
      .insertInto('reading_site')
      .values({ site, read_to: null, polled_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return await transaction
      .selectFrom('reading_site')
      .selectAll()
      .where('site', '=', site)
      .forUpdate()
      .executeTakeFirstOrThrow();
  }

  function whereItStopped(readTo: string | null): string {
    const from = readTo === null ? clock.now() - dayMs : Date.parse(readTo) - overlapMs;
    return new Date(from).toISOString();
  }

  async function unfinishedOf(transaction: Transaction<ReadingTables>, site: string) {
    return await transaction
      .selectFrom('reading_sync')
      .select(['id', 'from_at', 'started_at', 'origin'])
      .where('site', '=', site)
      .where('state', '=', 'running')
      .execute();
  }

  const job = (site: string) => ({ key: site, data: { site } });

  return {
    async request(site, from, by) {
      if (sites.get(site)?.tickets === undefined) {
        throw new SignalboxError('rejected', `The connector of the site ${site} cannot read tickets.`, {
          site,
        });
      }
      return await store.transaction<ReadingTables, string>(async (transaction) => {
        const { read_to } = await lockedSite(transaction, site);
        const start = from === undefined ? whereItStopped(read_to) : new Date(from).toISOString();
        const waiting = (await unfinishedOf(transaction, site)).find(
          (sync) => sync.started_at === null && Date.parse(sync.from_at) <= Date.parse(start),
        );
        await jobs.enqueue(transaction, syncQueue, [job(site)]);
        if (waiting) return String(waiting.id);
        const requestedAt = new Date(clock.now()).toISOString();
        return await log.add(transaction, {
          site,
          origin: 'request',
          requestedBy: by,
          requestedAt,
          from: start,
        });
      });
    },
    async poll(site, notWithinMs) {
      await store.transaction<ReadingTables, void>(async (transaction) => {
        const { read_to, polled_at } = await lockedSite(transaction, site);
        const now = clock.now();
        const isJustAsked = polled_at !== null && now - Date.parse(polled_at) < notWithinMs;
        if (isJustAsked || (await unfinishedOf(transaction, site)).length > 0) return;
        const requestedAt = new Date(now).toISOString();
        await transaction
          .updateTable('reading_site')
          .set({ polled_at: requestedAt })
          .where('site', '=', site)
          .execute();
        await log.add(transaction, {
          site,
          origin: 'poll',
          requestedBy: 'schedule',
          requestedAt,
          from: whereItStopped(read_to),
        });
        await jobs.enqueue(transaction, syncQueue, [job(site)]);
      });
    },
    async recover() {
      const unfinished = await log.unfinished();
      const present = await jobs.present(syncQueue, unfinished);
      const lost = unfinished.filter((site) => !present.has(site));
      await jobs.enqueue(store.tables<ReadingTables>(), syncQueue, lost.map(job));
    },
  };
}

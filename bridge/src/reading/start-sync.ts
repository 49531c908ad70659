import { SignalboxError } from '@signalbox/sdk';
import type { Transaction } from 'kysely';
import type { Kernel } from '../kernel.ts';
import type { TicketRecords } from './records/index.ts';
import type { SyncLog } from './sync-log.ts';
import { laneOf, type ReadingLane, type ReadingTables, type SyncKind } from './tables.ts';

/** The queue of sites that have something to read; at most one job per site runs. */
export const syncQueue = 'reading-sync';

const dayMs = 86_400_000;
/** Search indexes learn of a change late, and clocks differ: each reading looks this far behind the last one's end. */
const overlapMs = 5 * 60_000;

/** What an administrator can ask for. */
export interface WantedSync {
  readonly kind: Exclude<SyncKind, 'refetch'>;
  /** Default: for a sync, where the last complete one ended, else 24 hours ago; for a reconciliation, all that is recorded. */
  readonly from?: string | undefined;
  /** Of a backfill or a reconciliation. Default: without an end. */
  readonly to?: string | undefined;
}

/** Starts syncs; the work itself is a job. */
export interface SyncStarter {
  /** What an administrator asks for. Returns the id; a second request for the same, while the first waits, is the first. */
  request(site: string, wanted: WantedSync, by: string): Promise<string>;
  /** Reads the tickets whose record lacks a field that is mapped by now, if there are any. */
  refetch(site: string): Promise<void>;
  /** What the schedule asks for: nothing while the site is being read, or was asked for within `notWithinMs`, by another replica. */
  poll(site: string, notWithinMs: number): Promise<void>;
  /** Queues jobs for syncs that an interrupted bridge has left without one. */
  recover(): Promise<void>;
}

export function createSyncStarter(
  { store, jobs, clock, sites }: Kernel,
  log: SyncLog,
  records: TicketRecords,
): SyncStarter {
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
      .select(['id', 'kind', 'from_at', 'to_at', 'started_at', 'origin'])
      .where('site', '=', site)
      .where('state', '=', 'running')
      .execute();
  }

  /** The live lane's key is the site's name alone, as it was before there were lanes. */
  const job = (site: string, lane: ReadingLane) => ({
    key: lane === 'live' ? site : `${site}/${lane}`,
    data: { site, lane },
  });

  async function startOf(site: string, { kind, from }: WantedSync, readTo: string | null): Promise<string> {
    if (from !== undefined) return new Date(from).toISOString();
    return (kind === 'reconcile' ? await records.oldest(site) : null) ?? whereItStopped(readTo);
  }

  return {
    async request(site, wanted, by) {
      if (sites.get(site)?.tickets === undefined) {
        throw new SignalboxError('rejected', `The connector of the site ${site} cannot read tickets.`, {
          site,
        });
      }
      return await store.transaction<ReadingTables, string>(async (transaction) => {
        const { read_to } = await lockedSite(transaction, site);
        const { kind } = wanted;
        const start = await startOf(site, wanted, read_to);
        const to = wanted.to === undefined ? null : new Date(wanted.to).toISOString();
        const waiting = (await unfinishedOf(transaction, site)).find(
          (sync) =>
            sync.kind === kind &&
            sync.to_at === to &&
            sync.started_at === null &&
            (kind === 'sync' ? Date.parse(sync.from_at) <= Date.parse(start) : sync.from_at === start),
        );
        await jobs.enqueue(transaction, syncQueue, [job(site, laneOf(kind))]);
        if (waiting) return String(waiting.id);
        const requestedAt = new Date(clock.now()).toISOString();
        return await log.add(transaction, {
          site,
          kind,
          origin: 'request',
          requestedBy: by,
          requestedAt,
          from: start,
          to,
        });
      });
    },
    async poll(site, notWithinMs) {
      await store.transaction<ReadingTables, void>(async (transaction) => {
        const { read_to, polled_at } = await lockedSite(transaction, site);
        const now = clock.now();
        const isJustAsked = polled_at !== null && now - Date.parse(polled_at) < notWithinMs;
        const isUnderWay = (await unfinishedOf(transaction, site)).some(({ kind }) => kind === 'sync');
        if (isJustAsked || isUnderWay) return;
        const requestedAt = new Date(now).toISOString();
        await transaction
          .updateTable('reading_site')
          .set({ polled_at: requestedAt })
          .where('site', '=', site)
          .execute();
        await log.add(transaction, {
          site,
          kind: 'sync',
          origin: 'poll',
          requestedBy: 'schedule',
          requestedAt,
          from: whereItStopped(read_to),
          to: null,
        });
        await jobs.enqueue(transaction, syncQueue, [job(site, 'live')]);
      });
    },
    async refetch(site) {
      if (sites.get(site)?.tickets === undefined || (await records.countLacking(site)) === 0) return;
      await store.transaction<ReadingTables, void>(async (transaction) => {
        await lockedSite(transaction, site);
        if ((await unfinishedOf(transaction, site)).some(({ kind }) => kind === 'refetch')) return;
        const now = new Date(clock.now()).toISOString();
        await log.add(transaction, {
          site,
          kind: 'refetch',
          origin: 'schedule',
          requestedBy: 'a newly mapped field',
          requestedAt: now,
          from: (await records.oldest(site)) ?? now,
          to: null,
        });
        await jobs.enqueue(transaction, syncQueue, [job(site, 'background')]);
      });
    },
    async recover() {
      const needed = (await log.unfinished()).map(({ site, kind }) => job(site, laneOf(kind)));
      const present = await jobs.present(
        syncQueue,
        needed.map(({ key }) => key),
      );
      const lost = new Map(needed.filter(({ key }) => !present.has(key)).map((each) => [each.key, each]));
      await jobs.enqueue(store.tables<ReadingTables>(), syncQueue, [...lost.values()]);
    },
  };
}

import {
  isSignalboxError,
  type Page,
  SignalboxError,
  type Site,
  syncTickets,
  type Ticket,
  type TicketQuery,
} from '@signalbox/sdk';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { FinishSync } from './finish-sync.ts';
import type { PageOf, StorePage } from './page-store.ts';
import type { AddAbsent, ComparePage } from './reconciliation/index.ts';
import type { TicketRecords } from './records/index.ts';
import type { Refetch } from './refetch.ts';
import { syncQueue } from './start-sync.ts';
import type { SyncLog } from './sync-log.ts';
import type { ReadingTables } from './tables.ts';

export interface SyncJobOptions {
  readonly kernel: Kernel;
  readonly log: SyncLog;
  readonly records: TicketRecords;
  readonly storePage: StorePage;
  readonly comparePage: ComparePage;
  readonly addAbsent: AddAbsent;
  readonly refetch: Refetch;
  readonly finish: FinishSync;
  /** Aborted when the bridge stops: the reading ends between two pages and goes on with the next start. */
  readonly stopping: AbortSignal;
}

type Row = Selectable<ReadingTables['reading_sync']>;
type Failure = { readonly code: string; readonly message: string };

/** A long reading; when it is over, the job is repeated and goes on from its checkpoint. */
const timeoutSeconds = 3_600;

/**
 * Without an end unless one was asked for: a ticket that changes before its page is read moves behind the others, and
 * is read there. So every ticket that was counted before is received, whatever moves.
 */
function windowOf(sync: Row): TicketQuery {
  return { updatedFrom: sync.from_at, ...(sync.to_at === null ? {} : { updatedTo: sync.to_at }) };
}

/** The vendor's count, or why it would not say. */
async function countBy(
  site: Site,
  query: TicketQuery,
  signal: AbortSignal,
): Promise<{ readonly count: number | null; readonly failure: Failure | null }> {
  try {
    const count = await site.tickets?.count?.(query, { lane: 'backfill', signal });
    return { count: count ?? null, failure: null };
  } catch (error) {
    return { count: null, failure: failureOf(error, signal) };
  }
}

/** Throws on what is no failure of the vendor's. */
function failureOf(error: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  if (!isSignalboxError(error)) throw error;
  return { code: error.code, message: error.message };
}

/** Reads sites by search, one reading at a time in each lane of a site; never writes to the vendor. */
export function syncJob(options: SyncJobOptions): Job {
  const { kernel, log, records, storePage, comparePage, addAbsent, refetch, finish, stopping } = options;
  const { store, clock, sites } = kernel;

  async function begin(sync: Row, startedAt: number, count: number | null): Promise<Row> {
    return await store
      .tables<ReadingTables>()
      .updateTable('reading_sync')
      .set({ started_at: new Date(startedAt).toISOString(), counted: count })
      .where('id', '=', sync.id)
      .where('started_at', 'is', null)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** The rest of a sync, from its checkpoint on. Throws when it has to be repeated: abort, lost database. */
  async function readOn(
    sync: Row,
    site: Site,
    signal: AbortSignal,
    handle: (of: PageOf, page: Page<Ticket>) => Promise<void>,
  ): Promise<Failure | null> {
    let ours: unknown;
    let previous = sync.checkpoint;
    // The counts are taken here: those of a resumed reading go back to before its interruption.
    const tickets = site.tickets && { ...site.tickets, count: undefined };
    const query = {
      ...windowOf(sync),
      ...(sync.checkpoint === null ? {} : { checkpoint: sync.checkpoint }),
    };
    const { failure } = await syncTickets({ name: site.name, clock: site.clock, tickets }, query, {
      signal,
      async onPage(_, checkpoint, page) {
        try {
          await handle({ syncId: sync.id, site: site.name, kind: sync.kind, previous }, page);
          previous = checkpoint;
        } catch (error) {
          ours = error;
          throw error;
        }
      },
    });
    signal.throwIfAborted();
    // What the vendor refuses while a page is handled ends the reading; what the database refuses repeats it.
    if (ours !== undefined && !isSignalboxError(ours)) throw ours;
    if (isSignalboxError(ours) && ours.code === 'conflict') throw ours;
    return failure;
  }

  async function work(sync: Row, site: Site, signal: AbortSignal): Promise<void> {
    if (sync.started_at === null) {
      const startedAt = clock.now();
      const before =
        sync.kind === 'refetch'
          ? { count: await records.countLacking(site.name), failure: null }
          : await countBy(site, windowOf(sync), signal);
      const begun = await begin(sync, startedAt, before.count);
      if (before.failure) return await finish(begun, before);
      return await work(begun, site, signal);
    }
    switch (sync.kind) {
      case 'sync':
      case 'backfill': {
        const failure = await readOn(sync, site, signal, storePage);
        if (failure) return await finish(sync, { failure, count: null });
        return await finish(sync, await countBy(site, windowOf(sync), signal));
      }
      case 'refetch':
        return await finish(sync, {
          count: null,
          failure: await refetch(sync, site, signal).then(
            () => null,
            (error: unknown) => failureOf(error, signal),
          ),
        });
      case 'reconcile':
        return await reconcile(sync, site, signal);
    }
  }

  async function reconcile(sync: Row, site: Site, signal: AbortSignal): Promise<void> {
    const failure = await readOn(sync, site, signal, (of, page) => comparePage(of, site, page, signal));
    if (failure) return await finish(sync, { failure, count: null });
    try {
      const report = await addAbsent(sync, site, signal);
      await finish(sync, { ...(await countBy(site, windowOf(sync), signal)), report });
    } catch (error) {
      await finish(sync, { failure: failureOf(error, signal), count: null });
    }
  }

  return defineJob({
    queue: syncQueue,
    data: z.object({ site: z.string(), lane: z.enum(['live', 'background']).default('live') }),
    timeoutSeconds,
    // A worker is busy for as long as a site is read; the others must not wait for it.
    batches: Math.min(2 * sites.size + 1, 8),
    async handle({ site: name, lane }, context) {
      const signal = AbortSignal.any([context.signal, stopping]);
      const site = sites.get(name);
      // A site that left the configuration keeps its syncs; they go on when it comes back.
      if (!site) return { retryAfterMs: 60_000 };
      try {
        for (let sync = await log.next(name, lane); sync !== null; sync = await log.next(name, lane)) {
          signal.throwIfAborted();
          await work(sync, site, signal);
        }
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new SignalboxError(
          'aborted',
          `Reading ${name} was interrupted; it goes on from its checkpoint.`,
          {
            site: name,
          },
        );
      }
      return undefined;
    },
  });
}

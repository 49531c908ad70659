import { isSignalboxError, SignalboxError, type Site, syncTickets, type TicketQuery } from '@signalbox/sdk';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { FinishSync } from './finish-sync.ts';
import type { StorePage } from './page-store.ts';
import { syncQueue } from './start-sync.ts';
import type { SyncLog } from './sync-log.ts';
import type { ReadingTables } from './tables.ts';

export interface SyncJobOptions {
  readonly kernel: Kernel;
  readonly log: SyncLog;
  readonly storePage: StorePage;
  readonly finish: FinishSync;
  /** Aborted when the bridge stops: the reading ends between two pages and goes on with the next start. */
  readonly stopping: AbortSignal;
}

type Row = Selectable<ReadingTables['reading_sync']>;
type Failure = { readonly code: string; readonly message: string };

/** A long reading; when it is over, the job is repeated and goes on from its checkpoint. */
const timeoutSeconds = 3_600;

/**
 * Without an end: a ticket that changes before its page is read moves behind the others, and is read there. So every
 * ticket that was counted before is received, whatever moves.
 */
function windowOf(sync: Row): TicketQuery {
  return { updatedFrom: sync.from_at };
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
    signal.throwIfAborted();
    if (!isSignalboxError(error)) throw error;
    return { count: null, failure: { code: error.code, message: error.message } };
  }
}

/** Reads sites by search, one sync at a time each; never writes to the vendor. */
export function syncJob({ kernel, log, storePage, finish, stopping }: SyncJobOptions): Job {
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
  async function readOn(sync: Row, site: Site, signal: AbortSignal): Promise<Failure | null> {
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
          await storePage({ syncId: sync.id, site: site.name, previous }, page);
          previous = checkpoint;
        } catch (error) {
          ours = error;
          throw error;
        }
      },
    });
    signal.throwIfAborted();
    if (ours !== undefined) throw ours;
    return failure;
  }

  async function work(sync: Row, site: Site, signal: AbortSignal): Promise<void> {
    if (sync.started_at === null) {
      const startedAt = clock.now();
      const before = await countBy(site, windowOf(sync), signal);
      const begun = await begin(sync, startedAt, before.count);
      if (before.failure) return await finish(begun, before);
      return await work(begun, site, signal);
    }
    const failure = await readOn(sync, site, signal);
    if (failure) return await finish(sync, { failure, count: null });
    await finish(sync, await countBy(site, windowOf(sync), signal));
  }

  return defineJob({
    queue: syncQueue,
    data: z.object({ site: z.string() }),
    timeoutSeconds,
    // A worker is busy for as long as a site is read; the others must not wait for it.
    batches: Math.min(sites.size + 1, 8),
    async handle({ site: name }, context) {
      const signal = AbortSignal.any([context.signal, stopping]);
      const site = sites.get(name);
      // A site that left the configuration keeps its syncs; they go on when it comes back.
      if (!site) return { retryAfterMs: 60_000 };
      try {
        for (let sync = await log.next(name); sync !== null; sync = await log.next(name)) {
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

import { readById, type Site } from '@signalbox/sdk';
import type { Selectable } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { publishGone } from './departures/index.ts';
import type { StorePage } from './page-store.ts';
import type { TicketRecords } from './records/index.ts';
import type { ReadingTables } from './tables.ts';

type Row = Selectable<ReadingTables['reading_sync']>;

const batch = 100;

export interface RefetchOptions {
  readonly kernel: Pick<Kernel, 'store' | 'clock' | 'events'>;
  readonly records: TicketRecords;
  readonly storePage: StorePage;
}

/** Reads the tickets whose record lacks a field that is mapped by now, by their ids, from the sync's checkpoint on. */
export type Refetch = (sync: Row, site: Site, signal: AbortSignal) => Promise<void>;

export function createRefetch({ kernel, records, storePage }: RefetchOptions): Refetch {
  const { store, clock, events } = kernel;
  return async (sync, site, signal) => {
    let previous = sync.checkpoint;
    for (;;) {
      signal.throwIfAborted();
      const ids = await records.lacking(site.name, previous ?? '', batch);
      const last = ids.at(-1);
      if (last === undefined) return;
      const { tickets, skipped } = await readById(site, ids, { lane: 'backfill', signal });
      const seen = new Set([...tickets, ...skipped].map(({ id }) => id));
      const at = new Date(clock.now()).toISOString();
      const gone = await records.markGone(
        store.tables<ReadingTables>(),
        site.name,
        ids.filter((id) => !seen.has(id)),
        'not-found',
        at,
      );
      publishGone(
        events,
        site.name,
        gone.map((ticketId) => ({ ticketId, ticketKey: null })),
        at,
      );
      const of = { syncId: sync.id, site: site.name, kind: 'refetch', previous } as const;
      await storePage(of, { items: tickets, skipped, checkpoint: last, isLast: false });
      previous = last;
    }
  };
}

import { type CallOptions, readById, type Site, type SkippedRow, type Ticket } from '@signalbox/sdk';
import type { Kernel } from '../../kernel.ts';
import type { TicketRecord, TicketRecords } from '../records/index.ts';
import type { ReadingTables } from '../tables.ts';
import { publishGone, publishMoves } from './publish.ts';

/** What became of recorded tickets that were asked for by their ids. */
export interface Found {
  readonly present: readonly { readonly ticket: Ticket; readonly record: TicketRecord }[];
  readonly gone: readonly TicketRecord[];
  /** There, and unreadable. */
  readonly skipped: readonly SkippedRow[];
}

/** Asks the vendor for recorded tickets by their ids, and sets down which are gone. */
export type LookFor = (site: Site, ids: readonly string[], options?: CallOptions) => Promise<Found>;

export function createLookFor(kernel: Kernel, records: TicketRecords): LookFor {
  const { store, clock, events } = kernel;
  return async (site, ids, options = {}) => {
    const { tickets, skipped } = await readById(site, ids, { lane: 'backfill', ...options });
    const at = new Date(clock.now()).toISOString();
    return await store.transaction<ReadingTables, Found>(async (transaction, afterCommit) => {
      const known = await records.find(transaction, site.name, ids);
      const seen = new Set([...tickets.map(({ id }) => id), ...skipped.map(({ id }) => id)]);
      const missing = ids.filter((id) => !seen.has(id));
      const newlyGone = await records.markGone(transaction, site.name, missing, 'not-found', at);
      const gone = newlyGone.flatMap((id) => known.get(id) ?? []);
      const present = tickets.flatMap((ticket) => {
        const record = known.get(ticket.id);
        return record ? [{ ticket, record }] : [];
      });
      const moves = present.flatMap(({ ticket, record }) =>
        ticket.key === record.ticket_key
          ? []
          : [{ ticketId: ticket.id, key: ticket.key, formerKey: record.ticket_key }],
      );
      afterCommit(() => {
        publishMoves(events, site.name, moves, at);
        publishGone(
          events,
          site.name,
          gone.map((record) => ({ ticketId: record.ticket_id, ticketKey: record.ticket_key })),
          at,
        );
      });
      return { present, gone, skipped };
    });
  };
}

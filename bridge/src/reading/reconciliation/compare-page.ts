import { type FieldHistoryEntry, isSignalboxError, type Page, type Site, type Ticket } from '@signalbox/sdk';
import type { Kernel } from '../../kernel.ts';
import { oneSite } from '../../store/index.ts';
import type { WrittenValues } from '../../writeback/index.ts';
import { addRows, addSkipped, advance, type PageOf } from '../page-store.ts';
import type { TicketRecords } from '../records/index.ts';
import { emptyReconciliation } from '../report/index.ts';
import type { ReadingTables } from '../tables.ts';
import { compareTicket } from './compare-ticket.ts';
import { addWritten, fateOf, type WrittenFate } from './compare-written.ts';

/** Histories that one reconciliation reads at the most: each is a request. */
const mostHistories = 200;

/** Search indexes learn of a change late: what changed so shortly before the last reading may not be recorded yet. */
const overlapMs = 5 * 60_000;

export interface ComparePageOptions {
  readonly kernel: Pick<Kernel, 'store'>;
  readonly records: TicketRecords;
  readonly writtenValues: WrittenValues;
}

/** Compares one page; how far the reading got and what it found are one transaction. */
export type ComparePage = (of: PageOf, site: Site, page: Page<Ticket>, signal: AbortSignal) => Promise<void>;

export function createComparePage({ kernel, records, writtenValues }: ComparePageOptions): ComparePage {
  const { store } = kernel;

  async function readTo(site: string): Promise<string | null> {
    const row = await store
      .tables<ReadingTables>()
      .selectFrom('reading_site')
      .select('read_to')
      .where('site', '=', site)
      .executeTakeFirst();
    return row?.read_to ? new Date(Date.parse(row.read_to) - overlapMs).toISOString() : null;
  }

  /** Asked of the vendor before the transaction begins. */
  async function fates(site: Site, tickets: readonly Ticket[], budget: number, signal: AbortSignal) {
    const ids = tickets.map(({ id }) => id);
    const written = await writtenValues(oneSite(site.name), site.name, ids);
    const found: { ticket: Ticket; value: Parameters<typeof fateOf>[1]; fate: WrittenFate }[] = [];
    let left = budget;
    for (const ticket of tickets) {
      let history: Promise<readonly FieldHistoryEntry[] | null> | undefined;
      const readHistory = () => {
        if (history === undefined && left <= 0) return Promise.resolve(null);
        if (history === undefined) left -= 1;
        history ??= historyOf(site, ticket, signal);
        return history;
      };
      for (const value of written.get(ticket.id) ?? [])
        found.push({ ticket, value, fate: await fateOf(ticket, value, readHistory) });
    }
    return found;
  }

  return async (of, site, page, signal) => {
    const tickets = [...new Map(page.items.map((ticket) => [ticket.id, ticket])).values()];
    const before = await store
      .tables<ReadingTables>()
      .selectFrom('reading_sync')
      .select('report')
      .where('id', '=', of.syncId)
      .executeTakeFirstOrThrow();
    const known = before.report ?? emptyReconciliation;
    const used = known.written.reduce((sum, row) => sum + row.replaced + row.lost + row.unexplained, 0);
    const settled = await fates(site, tickets, mostHistories - used, signal);
    const boundary = await readTo(site.name);
    await store.transaction<ReadingTables, void>(async (transaction) => {
      await advance(transaction, of, page.checkpoint);
      const { added } = await addRows(transaction, of.syncId, tickets);
      await addSkipped(transaction, of.syncId, page.skipped);
      // A ticket that comes twice, because it changed meanwhile, is compared once.
      const fresh = tickets.filter(({ id }) => added.has(id));
      const recorded = await records.find(
        transaction,
        site.name,
        fresh.map(({ id }) => id),
      );
      let report = known;
      for (const source of fresh) {
        const fields = await records.fieldsOf(transaction, site.name, source);
        report = compareTicket(report, { source, fields, record: recorded.get(source.id) }, boundary);
      }
      for (const { ticket, value, fate } of settled)
        if (added.has(ticket.id)) report = addWritten(report, ticket, value, fate);
      await transaction
        .updateTable('reading_sync')
        .set((row) => ({
          received: row('received', '+', added.size),
          repeated: row('repeated', '+', page.items.length - fresh.length),
          report: JSON.stringify(report),
        }))
        .where('id', '=', of.syncId)
        .execute();
    });
  };
}

/** null where the account may not read it. */
async function historyOf(
  site: Site,
  ticket: Ticket,
  signal: AbortSignal,
): Promise<readonly FieldHistoryEntry[] | null> {
  try {
    return (await site.tickets?.history(ticket, { lane: 'backfill', signal })) ?? null;
  } catch (error) {
    if (isSignalboxError(error) && !error.isRetryable && error.code !== 'aborted') return null;
    throw error;
  }
}

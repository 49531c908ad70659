import { randomUUID } from 'node:crypto';
import { type Page, SignalboxError, type SkippedRow, type Ticket } from '@signalbox/sdk';
import { sql, type Transaction } from 'kysely';
import type { Discoverer } from '../intake/index.ts';
import type { Kernel } from '../kernel.ts';
import { publishMoves } from './departures/index.ts';
import { isOpen, type TicketRecords } from './records/index.ts';
import type { SilenceWatch, Unheard } from './silence.ts';
import type { ReadingTables, SyncKind } from './tables.ts';

/** Which sync a page belongs to. */
export interface PageOf {
  readonly syncId: number;
  readonly site: string;
  readonly kind: SyncKind;
  /** The checkpoint before this page: someone else having moved it means that they read on. */
  readonly previous: string | null;
}

/** Stores a page: how far the reading got and the tickets it marked are one transaction. */
export type StorePage = (of: PageOf, page: Page<Ticket>) => Promise<void>;

interface RowNews {
  readonly changed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
}

export async function addRows(
  transaction: Transaction<ReadingTables>,
  syncId: number,
  tickets: readonly Ticket[],
): Promise<RowNews> {
  const rows = tickets.map(({ id, version }) => ({ row_id: id, version }));
  const result = await sql<{ row_id: string; is_new: boolean }>`
    insert into reading_row as known (sync_id, row_id, version)
    select ${syncId}::bigint, row_id, version
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news (row_id text, version text)
    on conflict (sync_id, row_id) do update set version = excluded.version, skipped = null
      where known.version is distinct from excluded.version
    returning row_id, (xmax = 0) as is_new`.execute(transaction);
  return {
    changed: new Set(result.rows.map((row) => row.row_id)),
    added: new Set(result.rows.filter((row) => row.is_new).map((row) => row.row_id)),
  };
}

export async function addSkipped(
  transaction: Transaction<ReadingTables>,
  syncId: number,
  skipped: readonly SkippedRow[],
): Promise<void> {
  // A row without a name is a row of its own every time it comes.
  const rows = skipped.map(({ id, reason }) => ({ row_id: id ?? `?${randomUUID()}`, skipped: reason }));
  await sql`
    insert into reading_row (sync_id, row_id, skipped)
    select ${syncId}::bigint, row_id, skipped
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news (row_id text, skipped text)
    on conflict (sync_id, row_id) do nothing`.execute(transaction);
}

/** Throws `conflict` when somebody else has read on. */
export async function advance(
  transaction: Transaction<ReadingTables>,
  of: PageOf,
  checkpoint: string,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('reading_sync')
    .set((row) => ({ checkpoint, pages: row('pages', '+', 1) }))
    .where('id', '=', of.syncId)
    .where('state', '=', 'running')
    .where(sql<boolean>`checkpoint is not distinct from ${of.previous}`)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 1) return;
  throw new SignalboxError('conflict', `Another process reads the site ${of.site} on.`, { site: of.site });
}

export interface PageStoreOptions {
  readonly kernel: Kernel;
  readonly discoverer: Discoverer;
  readonly silence: SilenceWatch;
  readonly records: TicketRecords;
}

/** What is to be looked at of what a reading brought, and why. */
const looks = { sync: 'news', backfill: 'backfill', refetch: 'again', reconcile: 'news' } as const;

export function createPageStore({ kernel, discoverer, silence, records }: PageStoreOptions): StorePage {
  const { store, sites, startedAt, clock, events } = kernel;

  /** What no webhook told of while this bridge was there to hear it. What changed earlier says nothing. */
  function unheard(site: string, marked: readonly Ticket[], untold: readonly Ticket[]): Unheard {
    if (sites.get(site)?.webhook === undefined) return { created: [], changed: [] };
    const never = new Set(untold.map(({ id }) => id));
    const recent = marked.filter((ticket) => Date.parse(ticket.updated) >= Date.parse(startedAt));
    return {
      created: recent.filter(({ id }) => never.has(id)).map(({ id }) => id),
      changed: recent.filter(({ id }) => !never.has(id)).map(({ id }) => id),
    };
  }

  return async (of, page) =>
    await store.transaction<ReadingTables, void>(async (transaction, afterCommit) => {
      await advance(transaction, of, page.checkpoint);
      const tickets = [...new Map(page.items.map((ticket) => [ticket.id, ticket])).values()];
      const { changed, added } = await addRows(transaction, of.syncId, tickets);
      await addSkipped(transaction, of.syncId, page.skipped);
      const fresh = tickets.filter((ticket) => changed.has(ticket.id));
      const at = new Date(clock.now()).toISOString();
      const moves = await records.put(transaction, of.site, fresh, at);
      afterCommit(() => publishMoves(events, of.site, moves, at));
      // A finished ticket of the past is recorded and no more: looking at each of them would cost a request.
      const looked = of.kind === 'sync' ? fresh : fresh.filter(isOpen);
      const { marked, untold } = await discoverer.discoverIn(
        transaction,
        of.site,
        looked,
        afterCommit,
        looks[of.kind],
      );
      if (of.kind === 'sync') await silence.note(transaction, of.site, unheard(of.site, marked, untold));
      await transaction
        .updateTable('reading_sync')
        .set((row) => ({
          received: row('received', '+', added.size),
          repeated: row('repeated', '+', page.items.length - fresh.length),
          marked: row('marked', '+', marked.filter((ticket) => added.has(ticket.id)).length),
        }))
        .where('id', '=', of.syncId)
        .execute();
    });
}

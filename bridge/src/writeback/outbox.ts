import type { Clock } from '@signalbox/sdk';
import { type Action, actionSchema } from '@signalbox/triage/schema';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { JobQueue } from '../jobs/index.ts';
import { inScope, oneSite, type SiteScope, type Store } from '../store/index.ts';
import type { WritebackTables } from './tables.ts';

/** The queue whose jobs write one ticket's actions, in their order. */
export const writeQueue = 'write-ticket';

/** Changes on their way to the vendors, and those that arrived. */
export interface Outbox {
  /** Stores actions and their job in the caller's transaction; an action that is there already stays as it is. */
  // biome-ignore lint/suspicious/noExplicitAny: any module's tables will do; only the connection matters.
  add(transaction: Kysely<any>, actions: readonly Action[]): Promise<void>;
  /** Unfinished actions of a ticket, oldest first. */
  open(site: string, ticketId: string): Promise<readonly Action[]>;
  record(action: Action): Promise<void>;
  forReceipts(
    scope: SiteScope,
    receiptIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Action[]>>;
  /** Writes that took effect at a site since `since` (ISO 8601). */
  countWritten(site: string, since: string): Promise<number>;
}

function toAction(row: Selectable<WritebackTables['writeback_action']>): Action {
  return actionSchema.parse({
    id: row.id,
    site: row.site,
    receiptId: row.receipt_id,
    kind: row.kind,
    change: row.change,
    status: row.status,
    attempts: row.attempts,
    uncertainAttempts: row.uncertain_attempts,
    uncertainSince: row.uncertain_since,
    reason: row.reason,
    createdAt: row.created_at,
  });
}

export function createOutbox(store: Store, queue: JobQueue, clock: Clock): Outbox {
  const now = () => new Date(clock.now()).toISOString();
  const tables = () => store.tables<WritebackTables>();
  return {
    async add(transaction, actions) {
      if (actions.length === 0) return;
      const rows = actions.map((action) => ({
        id: action.id,
        site: action.site,
        ticket_id: action.change.ticketId,
        ticket_key: action.change.ticketKey,
        receipt_id: action.receiptId,
        kind: action.kind,
        change: JSON.stringify(action.change),
        status: action.status,
        attempts: action.attempts,
        uncertain_attempts: action.uncertainAttempts,
        uncertain_since: action.uncertainSince,
        reason: action.reason,
        created_at: action.createdAt,
        updated_at: now(),
      }));
      await (transaction as Kysely<WritebackTables>)
        .insertInto('writeback_action')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      const tickets = new Map(
        rows.map((row) => [`${row.site}/${row.ticket_id}`, { site: row.site, ticketId: row.ticket_id }]),
      );
      await queue.enqueue(
        transaction,
        writeQueue,
        [...tickets].map(([key, data]) => ({ key, data })),
      );
    },
    async open(site, ticketId) {
      const rows = await tables()
        .selectFrom('writeback_action')
        .selectAll()
        .where(inScope(oneSite(site), sql.ref('site')))
        .where('ticket_id', '=', ticketId)
        .where('status', 'in', ['pending', 'held'])
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toAction);
    },
    async record(action) {
      await tables()
        .updateTable('writeback_action')
        .set({
          status: action.status,
          attempts: action.attempts,
          uncertain_attempts: action.uncertainAttempts,
          uncertain_since: action.uncertainSince,
          reason: action.reason,
          updated_at: now(),
        })
        .where('id', '=', action.id)
        .where(inScope(oneSite(action.site), sql.ref('site')))
        .execute();
    },
    async forReceipts(scope, receiptIds) {
      const byReceipt = new Map<string, Action[]>();
      if (receiptIds.length === 0) return byReceipt;
      const rows = await tables()
        .selectFrom('writeback_action')
        .selectAll()
        .where(inScope(scope, sql.ref('site')))
        .where('receipt_id', 'in', [...receiptIds])
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      for (const row of rows) {
        const actions = byReceipt.get(row.receipt_id) ?? [];
        byReceipt.set(row.receipt_id, [...actions, toAction(row)]);
      }
      return byReceipt;
    },
    async countWritten(site, since) {
      const { written } = await tables()
        .selectFrom('writeback_action')
        .select(({ fn }) => fn.countAll<number>().as('written'))
        .where(inScope(oneSite(site), sql.ref('site')))
        .where('status', '=', 'applied')
        .where('updated_at', '>=', since)
        .executeTakeFirstOrThrow();
      return written;
    },
  };
}

import type { Clock } from '@signalbox/sdk';
import { type Action, actionSchema } from '@signalbox/triage/schema';
import { type Kysely, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { JobQueue, NewJob } from '../jobs/index.ts';
import { inScope, oneSite, type SiteScope, type Store } from '../store/index.ts';
import type { WritebackTables } from './tables.ts';

/** The queue whose jobs write one ticket's actions, in their order. */
export const writeQueue = 'write-ticket';

/** The queue of writes that did not end well; the decisions module works on it. */
export const followUpQueue = 'follow-up-write';

export const followUpSchema = z.object({
  site: z.string(),
  ticketId: z.string(),
  receiptId: z.string(),
  outcome: z.enum(['rejected', 'unknown']),
});
export type FollowUp = z.infer<typeof followUpSchema>;

const superseded = 'A newer decision about the ticket took its place before it was written.';

function followUpOf(action: Action): FollowUp | null {
  const { site, status, kind, receiptId, change } = action;
  if (kind !== 'apply' || (status !== 'rejected' && status !== 'unknown')) return null;
  return { site, ticketId: change.ticketId, receiptId, outcome: status };
}

/** Changes on their way to the vendors, and those that arrived. */
export interface Outbox {
  /** Stores actions and their job in the caller's transaction; an action that is there already stays as it is. */
  // biome-ignore lint/suspicious/noExplicitAny: any module's tables will do; only the connection matters.
  add(transaction: Kysely<any>, actions: readonly Action[]): Promise<void>;
  /**
   * In the transaction of a newer decision: what an older one asked for and what has not left yet is not written any
   * more. What may have left is settled first.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as in `add`.
  supersede(transaction: Kysely<any>, site: string, ticketId: string): Promise<void>;
  /** Unfinished actions of a ticket, oldest first. Waits for a transaction that is just adding one. */
  open(site: string, ticketId: string): Promise<readonly Action[]>;
  /** Counts and stores an attempt that is about to leave. `capped`, `closed`: it must not, and nothing is stored. */
  begin(attempt: Action, cap: WriteCap): Promise<'begun' | 'capped' | 'closed'>;
  /** An apply that was refused, or whose end nobody knows, asks for a follow-up in the same transaction. */
  record(action: Action): Promise<void>;
  /** Stores what an open action compares with. */
  recordChange(action: Action): Promise<void>;
  forReceipts(
    scope: SiteScope,
    receiptIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Action[]>>;
}

export interface WriteCap {
  readonly writes: number;
  /** ISO 8601: how far back they count. */
  readonly since: string;
}

export const openStatuses = ['pending', 'held'] as const;

/** One lock per ticket. Whoever adds actions holds it to the end of the transaction; whoever looks for them passes through. */
const ticketLock = (site: string, ticketId: string) => sql`hashtext(${`writeback ${site}/${ticketId}`})`;

/** The job that writes a ticket's open actions. */
export const writeJobOf = (ticket: { readonly site: string; readonly ticketId: string }): NewJob => ({
  key: `${ticket.site}/${ticket.ticketId}`,
  data: ticket,
});

/** A change that was in place already when it was tried again had landed before. */
const isWritten = sql<boolean>`(status in ('applied', 'unknown') or (status = 'already-applied' and attempts > 1))`;
const isOnItsWay = sql<boolean>`(status in ('pending', 'held') and uncertain_since is not null)`;

/** Writes of a site since `since`, with those that may just be landing, without `attempt` itself. */
async function countWrites(
  tables: Kysely<WritebackTables>,
  attempt: Pick<Action, 'id' | 'site'>,
  since: string,
): Promise<number> {
  const { written } = await tables
    .selectFrom('writeback_action')
    .select(({ fn }) => fn.countAll<number>().as('written'))
    .where(inScope(oneSite(attempt.site), sql.ref('site')))
    .where('id', '!=', attempt.id)
    .where(sql<boolean>`((${isWritten} and updated_at >= ${since}) or ${isOnItsWay})`)
    .executeTakeFirstOrThrow();
  return written;
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
  const updated = (executor: Kysely<WritebackTables>, action: Action) =>
    executor
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
      .where(inScope(oneSite(action.site), sql.ref('site')));
  const turns = new Map<string, Promise<unknown>>();

  async function beginInTurn(attempt: Action, cap: WriteCap): Promise<'begun' | 'capped' | 'closed'> {
    return await store.transaction<WritebackTables, 'begun' | 'capped' | 'closed'>(async (transaction) => {
      // One at a time in all replicas: the count is true until the attempt counts as well.
      await sql`select pg_advisory_xact_lock(hashtext(${`writeback ${attempt.site}`}))`.execute(transaction);
      if ((await countWrites(transaction, attempt, cap.since)) >= cap.writes) return 'capped';
      const { numUpdatedRows } = await updated(transaction, attempt)
        .where('status', 'in', openStatuses)
        .executeTakeFirst();
      return numUpdatedRows === 0n ? 'closed' : 'begun';
    });
  }

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
        rows.map(({ site, ticket_id: ticketId }) => {
          const job = writeJobOf({ site, ticketId });
          return [job.key, { site, ticketId, job }];
        }),
      );
      // In an order that is the same everywhere, so that transactions never wait in a circle.
      for (const [, { site, ticketId }] of [...tickets].sort(([left], [right]) => (left < right ? -1 : 1))) {
        await sql`select pg_advisory_xact_lock(${ticketLock(site, ticketId)})`.execute(transaction);
      }
      await queue.enqueue(
        transaction,
        writeQueue,
        [...tickets.values()].map(({ job }) => job),
      );
    },
    async open(site, ticketId) {
      // An action whose transaction is not through yet may have found this very job queued, and asked for no other.
      await sql`select pg_advisory_xact_lock_shared(${ticketLock(site, ticketId)})`.execute(tables());
      const rows = await tables()
        .selectFrom('writeback_action')
        .selectAll()
        .where(inScope(oneSite(site), sql.ref('site')))
        .where('ticket_id', '=', ticketId)
        .where('status', 'in', openStatuses)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toAction);
    },
    async supersede(transaction, site, ticketId) {
      await (transaction as Kysely<WritebackTables>)
        .updateTable('writeback_action')
        .set({ status: 'conflict', reason: superseded, updated_at: now() })
        .where(inScope(oneSite(site), sql.ref('site')))
        .where('ticket_id', '=', ticketId)
        .where('status', 'in', openStatuses)
        .where('uncertain_since', 'is', null)
        .execute();
    },
    async begin(attempt, cap) {
      // In this process they queue here, so that they do not wait for the lock with a connection each.
      const turn = (turns.get(attempt.site) ?? Promise.resolve()).then(() => beginInTurn(attempt, cap));
      turns.set(
        attempt.site,
        turn.catch(() => undefined),
      );
      return await turn;
    },
    async record(action) {
      const followUp = followUpOf(action);
      if (followUp === null) {
        await updated(tables(), action).execute();
        return;
      }
      await store.transaction<WritebackTables, void>(async (transaction) => {
        await updated(transaction, action).execute();
        await queue.enqueue(transaction, followUpQueue, [{ key: action.id, data: followUp }]);
      });
    },
    async recordChange({ id, site, change }) {
      await tables()
        .updateTable('writeback_action')
        .set({ change: JSON.stringify(change) })
        .where('id', '=', id)
        .where(inScope(oneSite(site), sql.ref('site')))
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
  };
}

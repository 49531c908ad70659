import type { TicketEvent } from '@signalbox/sdk';
import { type Selectable, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { JobQueue } from '../jobs/index.ts';
import type { Store } from '../store/index.ts';
import { dirtyTicketQueue, ticketJob } from './mark-tickets.ts';
import type { IntakeTables } from './tables.ts';

/** The data of a job in {@link dirtyTicketQueue}. */
export const dirtyTicketSchema = z.object({ site: z.string(), ticketId: z.string() });
export type DirtyTicket = z.infer<typeof dirtyTicketSchema>;

/** What a worker took on: everything that had happened to a ticket by then. */
export interface TicketClaim extends DirtyTicket {
  readonly ticketKey: string | null;
  /** Oldest first; after very many, the newest fifty. */
  readonly events: readonly TicketEvent[];
  /** When the oldest of them arrived, ISO 8601. */
  readonly waitingSince: string;
  /** What {@link DirtyTickets.settle} needs. */
  readonly eventCount: number;
}

/** Reading and settling what intake marked. */
export interface DirtyTickets {
  /** null when there is nothing to do: someone else has settled it. */
  claim(ticket: DirtyTicket): Promise<TicketClaim | null>;
  /** In the transaction that stores the decision. Events that arrived since the claim keep the ticket dirty. */
  // biome-ignore lint/suspicious/noExplicitAny: any module's transaction will do.
  settle(transaction: Transaction<any>, claim: TicketClaim): Promise<void>;
  /** Sites with tickets that wait since before `olderThan` (ISO 8601). */
  waitingSites(olderThan: string): Promise<readonly string[]>;
  /** Tickets per site that nobody has looked at since they were told of. */
  countWaiting(): Promise<ReadonlyMap<string, number>>;
  /** Queues the jobs of the oldest tickets that wait since before `olderThan` without one, `limit` at the most. */
  queueOldest(site: string, olderThan: string, limit: number): Promise<QueuedTickets>;
}

export interface QueuedTickets {
  readonly count: number;
  /** False: there are more. */
  readonly isAll: boolean;
}

const readAtOnce = 1_000;

type ClaimedRow = Pick<
  Selectable<IntakeTables['intake_ticket']>,
  'ticket_key' | 'event_count' | 'settled_count' | 'events' | 'waiting_since'
>;

export function createDirtyTickets(store: Store, jobs: JobQueue): DirtyTickets {
  const tables = store.tables<IntakeTables>();

  return {
    async claim(ticket) {
      // The lock waits for an event that is being stored just now. Nothing is changed, so nothing has to be durable:
      // the claim is one way to the database and back, and costs no fsync.
      const { rows } = await sql<ClaimedRow>`
        with relaxed as materialized (select set_config('synchronous_commit', 'off', true))
        select ticket_key, event_count, settled_count, events, waiting_since
        from intake_ticket cross join relaxed
        where site = ${ticket.site} and ticket_id = ${ticket.ticketId}
        for update of intake_ticket`.execute(tables);
      const [row] = rows;
      if (row === undefined || row.waiting_since === null || row.event_count === row.settled_count)
        return null;
      return {
        site: ticket.site,
        ticketId: ticket.ticketId,
        ticketKey: row.ticket_key,
        events: row.events.map((waiting) => waiting.event),
        waitingSince: row.waiting_since,
        eventCount: row.event_count,
      };
    },
    async settle(transaction, { site, ticketId, eventCount }) {
      // What came after the claim stands at the end of `events`. The sub-select reads the row that is updated, so that
      // an event whose storing this waited for is seen.
      await sql`
        update intake_ticket set settled_count = ${eventCount}, (events, waiting_since) = (
          select coalesce(jsonb_agg(event order by place), '[]'),
            ((array_agg(event order by place))[1] ->> 'receivedAt')::timestamptz
          from jsonb_array_elements(events) with ordinality as waiting (event, place)
          where place > jsonb_array_length(events) - (event_count - ${eventCount})
        )
        where site = ${site} and ticket_id = ${ticketId} and settled_count < ${eventCount}`.execute(
        transaction,
      );
    },
    async waitingSites(olderThan) {
      const rows = await tables
        .selectFrom('intake_ticket')
        .select('site')
        .distinct()
        .where('waiting_since', '<', olderThan)
        .execute();
      return rows.map(({ site }) => site);
    },
    async countWaiting() {
      const rows = await tables
        .selectFrom('intake_ticket')
        .select(({ fn }) => ['site', fn.countAll<number>().as('count')])
        .where('waiting_since', 'is not', null)
        .groupBy('site')
        .execute();
      return new Map(rows.map(({ site, count }) => [site, count]));
    },
    async queueOldest(site, olderThan, limit) {
      let count = 0;
      let last = { waiting_since: '-infinity', ticket_id: '' };
      for (;;) {
        const rows = await tables
          .selectFrom('intake_ticket')
          .select(['ticket_id', sql<string>`waiting_since::text`.as('waiting_since')])
          .where('site', '=', site)
          .where('waiting_since', '<', olderThan)
          .where(
            sql<boolean>`(waiting_since, ticket_id) > (${last.waiting_since}::timestamptz, ${last.ticket_id})`,
          )
          .orderBy(sql`intake_ticket.waiting_since`)
          .orderBy('ticket_id')
          .limit(readAtOnce)
          .execute();
        const tickets = rows.map(({ ticket_id: ticketId }) => ticketJob({ site, ticketId }));
        const present = await jobs.present(
          dirtyTicketQueue,
          tickets.map((ticket) => ticket.key),
        );
        const missing = tickets.filter((ticket) => !present.has(ticket.key));
        const next = missing.slice(0, limit - count);
        await jobs.enqueue(tables, dirtyTicketQueue, next);
        count += next.length;
        const end = rows.at(-1);
        if (next.length < missing.length) return { count, isAll: false };
        if (end === undefined || rows.length < readAtOnce) return { count, isAll: true };
        if (count === limit) return { count, isAll: false };
        last = end;
      }
    },
  };
}

import type { TicketEvent } from '@signalbox/sdk';
import { type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { JobQueue } from '../jobs/index.ts';
import type { Store } from '../store/index.ts';
import { dirtyTicketQueue, ticketJob } from './mark-tickets.ts';
import type { IntakeTables, WaitingEvent } from './tables.ts';

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
  /** Queues jobs for tickets that wait since before `olderThan` (ISO 8601) without one: a net under the queue. */
  requeue(olderThan: string): Promise<number>;
}

const sweptAtOnce = 1_000;

export function createDirtyTickets(store: Store, jobs: JobQueue): DirtyTickets {
  const tables = store.tables<IntakeTables>();

  async function lockedRow(transaction: Kysely<IntakeTables>, { site, ticketId }: DirtyTicket) {
    return await transaction
      .selectFrom('intake_ticket')
      .select(['ticket_key', 'event_count', 'settled_count', 'events', 'waiting_since'])
      .where('site', '=', site)
      .where('ticket_id', '=', ticketId)
      .forUpdate()
      .executeTakeFirst();
  }

  return {
    async claim(ticket) {
      const row = await store.transaction<IntakeTables, Awaited<ReturnType<typeof lockedRow>>>(
        async (transaction) => {
          // The lock waits for an event that is being stored just now. Nothing is changed, so nothing has to be
          // durable, and the claim costs no fsync.
          await sql`set local synchronous_commit = off`.execute(transaction);
          return await lockedRow(transaction, ticket);
        },
      );
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
    async settle(transaction, claim) {
      const row = await lockedRow(transaction as unknown as Kysely<IntakeTables>, claim);
      if (row === undefined || row.settled_count >= claim.eventCount) return;
      const remaining = row.event_count - claim.eventCount;
      const events: WaitingEvent[] = remaining === 0 ? [] : row.events.slice(-remaining);
      await (transaction as Transaction<IntakeTables>)
        .updateTable('intake_ticket')
        .set({
          settled_count: claim.eventCount,
          events: JSON.stringify(events),
          waiting_since: events[0]?.receivedAt ?? null,
        })
        .where('site', '=', claim.site)
        .where('ticket_id', '=', claim.ticketId)
        .execute();
    },
    async requeue(olderThan) {
      let lost = 0;
      let last = { site: '', ticket_id: '' };
      for (;;) {
        const rows = await tables
          .selectFrom('intake_ticket')
          .select(['site', 'ticket_id'])
          .where('waiting_since', '<', olderThan)
          .where(sql<boolean>`(site, ticket_id) > (${last.site}, ${last.ticket_id})`)
          .orderBy('site')
          .orderBy('ticket_id')
          .limit(sweptAtOnce)
          .execute();
        const tickets = rows.map(({ site, ticket_id: ticketId }) => ticketJob({ site, ticketId }));
        const present = await jobs.present(
          dirtyTicketQueue,
          tickets.map((ticket) => ticket.key),
        );
        const missing = tickets.filter((ticket) => !present.has(ticket.key));
        await jobs.enqueue(tables, dirtyTicketQueue, missing);
        lost += missing.length;
        const end = rows.at(-1);
        if (end === undefined || rows.length < sweptAtOnce) return lost;
        last = end;
      }
    },
  };
}

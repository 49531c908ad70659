import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { JobQueue, NewJob } from '../jobs/index.ts';
import { type IntakeTables, type WaitingEvent, waitingEventsKept } from './tables.ts';

/** The queue of tickets to triage; its jobs carry {@link DirtyTicket}. The decisions module works on it. */
export const dirtyTicketQueue = 'triage-ticket';

/** The event of a ticket that no webhook told of: it was found by reading. */
export const discoveredType = 'signalbox.ticket.discovered';

/** The event of a ticket that a backfill brought: it is looked at, and nothing is written. */
export const backfilledType = 'signalbox.ticket.backfilled';

/** What happened to one ticket. */
export interface TicketNews {
  readonly site: string;
  readonly ticketId: string;
  readonly ticketKey: string | null;
  readonly events: readonly WaitingEvent[];
}

/** One entry per ticket, in an order that is the same everywhere, so that transactions never wait in a circle. */
export function groupByTicket(
  entries: readonly { readonly site: string; readonly waiting: WaitingEvent }[],
): readonly TicketNews[] {
  const news = new Map<
    string,
    { site: string; ticketId: string; ticketKey: string | null; events: WaitingEvent[] }
  >();
  for (const { site, waiting } of entries) {
    const ticketId = waiting.event.subject;
    const key = ticketJobKey(site, ticketId);
    const known = news.get(key) ?? { site, ticketId, ticketKey: null, events: [] };
    known.ticketKey = waiting.event.data.key ?? known.ticketKey;
    known.events.push(waiting);
    news.set(key, known);
  }
  return [...news]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, value]) => value);
}

export function ticketJobKey(site: string, ticketId: string): string {
  return `${site}/${ticketId}`;
}

/**
 * The statement that marks tickets dirty. `news` yields, in an order that is the same everywhere: site, ticket_id,
 * ticket_key, added (how many events), events, waiting_since, version, told_at.
 */
export function upsertTickets(news: RawBuilder<unknown>): RawBuilder<unknown> {
  const kept = sql.raw(`'$[last - ${waitingEventsKept - 1} to last]'`);
  return sql`
    insert into intake_ticket as known
      (site, ticket_id, ticket_key, event_count, settled_count, events, waiting_since, version, told_at)
    select site, ticket_id, ticket_key, added, 0, jsonb_path_query_array(events, ${kept}), waiting_since, version, told_at
    from ${news}
    on conflict (site, ticket_id) do update set
      ticket_key = coalesce(excluded.ticket_key, known.ticket_key),
      event_count = known.event_count + excluded.event_count,
      events = case
        when jsonb_array_length(known.events) + jsonb_array_length(excluded.events) > ${sql.lit(waitingEventsKept)}
        then jsonb_path_query_array(known.events || excluded.events, ${kept})
        else known.events || excluded.events end,
      waiting_since = coalesce(known.waiting_since, excluded.waiting_since),
      version = coalesce(excluded.version, known.version),
      told_at = coalesce(excluded.told_at, known.told_at)`;
}

/**
 * Marks tickets dirty and queues one job each, in the caller's transaction. The ticket's row is written before the
 * job: a worker that takes the job waits for the row, and so never misses an event that found the job queued.
 */
export async function markTickets(
  transaction: Kysely<IntakeTables>,
  jobs: JobQueue,
  news: readonly TicketNews[],
): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map(({ site, ticketId, ticketKey, events }) => ({
    site,
    ticket_id: ticketId,
    ticket_key: ticketKey,
    added: events.length,
    events,
    waiting_since: events[0]?.receivedAt,
    version: events.findLast(({ event }) => event.data.version !== null)?.event.data.version,
    told_at: events.findLast(({ event }) => event.type !== discoveredType && event.type !== backfilledType)
      ?.receivedAt,
  }));
  await upsertTickets(sql`
    jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news
      (site text, ticket_id text, ticket_key text, added bigint, events jsonb, waiting_since timestamptz,
        version text, told_at timestamptz)`).execute(transaction);
  await jobs.enqueue(transaction, dirtyTicketQueue, news.map(ticketJob));
}

/** The job that looks at a dirty ticket. */
export function ticketJob({ site, ticketId }: { readonly site: string; readonly ticketId: string }): NewJob {
  return { key: ticketJobKey(site, ticketId), data: { site, ticketId } };
}

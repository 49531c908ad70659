import type { Ticket, TicketEvent } from '@signalbox/sdk';
import type { Kysely, Transaction } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { backfilledType, discoveredType, groupByTicket, markTickets } from './mark-tickets.ts';
import type { IntakeTables } from './tables.ts';

const minuteMs = 60_000;

/** What reading knows of a ticket; no text is kept. */
export type DiscoveredTicket = Pick<Ticket, 'id' | 'key' | 'version' | 'updated'>;

/** What was new in what was read. */
export interface Discovery<Found extends DiscoveredTicket = DiscoveredTicket> {
  /** In a version that nothing told of before; these wait for triage now. */
  readonly marked: readonly Found[];
  /** Of those, the tickets that no webhook has ever told of. */
  readonly untold: readonly Found[];
}

/** Marks tickets that were found by reading, unless their version is known already. */
export type Discover = (site: string, tickets: readonly DiscoveredTicket[]) => Promise<Discovery>;

/**
 * `news`: a version that nothing told of. `backfill`: the same, out of the past: triage suggests and never writes.
 * `again`: read anew for a field that is mapped since, whatever is known of its version.
 */
export type DiscoveryKind = 'news' | 'backfill' | 'again';

/** {@link Discover} within a transaction that also holds how far the reading got. */
export interface Discoverer {
  readonly discover: Discover;
  discoverIn<Found extends DiscoveredTicket>(
    // biome-ignore lint/suspicious/noExplicitAny: any module's transaction will do.
    transaction: Transaction<any>,
    site: string,
    tickets: readonly Found[],
    publishAfter: (effect: () => void) => void,
    how?: DiscoveryKind,
  ): Promise<Discovery<Found>>;
  /** Which of these tickets a webhook has told of by now. */
  told(site: string, ticketIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The end of the minute in which the last webhook of a site was taken in, ISO 8601; null: none is known. */
  lastTold(site: string): Promise<string | null>;
}

function discovered(site: string, ticket: DiscoveredTicket, how: DiscoveryKind): TicketEvent {
  return {
    specversion: '1.0',
    id: `${site}/${ticket.id}/${ticket.version}`,
    source: `/sites/${site}`,
    type: how === 'backfill' ? backfilledType : discoveredType,
    subject: ticket.id,
    time: ticket.updated,
    data: { key: ticket.key, actor: null, changed: null, version: ticket.version, isOwn: false },
  };
}

async function knownTickets(tables: Kysely<IntakeTables>, site: string, ids: readonly string[]) {
  const rows = await tables
    .selectFrom('intake_ticket')
    .select(['ticket_id', 'version', 'told_at'])
    .where('site', '=', site)
    .where('ticket_id', 'in', ids.length === 0 ? [''] : [...ids])
    .execute();
  return new Map(rows.map((row) => [row.ticket_id, row]));
}

export function createDiscoverer({ store, jobs, clock, events }: Kernel): Discoverer {
  const discoverIn: Discoverer['discoverIn'] = async (caller, site, tickets, publishAfter, how = 'news') => {
    const transaction = caller as unknown as Transaction<IntakeTables>;
    const at = new Date(clock.now()).toISOString();
    const known = await knownTickets(
      transaction,
      site,
      tickets.map((ticket) => ticket.id),
    );
    const isNews = (ticket: DiscoveredTicket) => known.get(ticket.id)?.version !== ticket.version;
    const marked = tickets.filter((ticket) => how === 'again' || isNews(ticket));
    const entries = marked.map((ticket) => ({
      site,
      waiting: { receivedAt: at, event: discovered(site, ticket, how) },
    }));
    await markTickets(transaction, jobs, groupByTicket(entries));
    publishAfter(() => {
      for (const { id, key } of marked)
        events.publish({
          type: 'ticket.received',
          site,
          at,
          ticketId: id,
          ticketKey: key,
          eventType: how === 'backfill' ? backfilledType : discoveredType,
        });
    });
    return { marked, untold: marked.filter((ticket) => !known.get(ticket.id)?.told_at) };
  };
  return {
    discoverIn,
    discover: async (site, tickets) =>
      await store.transaction<IntakeTables, Discovery>(
        async (transaction, afterCommit) => await discoverIn(transaction, site, tickets, afterCommit),
      ),
    async told(site, ticketIds) {
      const known = await knownTickets(store.tables<IntakeTables>(), site, ticketIds);
      return new Set(ticketIds.filter((id) => known.get(id)?.told_at));
    },
    async lastTold(site) {
      const row = await store
        .tables<IntakeTables>()
        .selectFrom('intake_tally')
        .select('minute')
        .where('site', '=', site)
        .where((tally) => tally.or([tally('received', '>', 0), tally('duplicates', '>', 0)]))
        .orderBy('minute', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? new Date(Math.min(clock.now(), Date.parse(row.minute) + minuteMs)).toISOString() : null;
    },
  };
}

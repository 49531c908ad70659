import type { Ticket, TicketEvent } from '@signalbox/sdk';
import type { Kernel } from '../kernel.ts';
import { groupByTicket, markTickets } from './mark-tickets.ts';
import type { IntakeTables } from './tables.ts';

/** What reading knows of a ticket; no text is kept. */
export type DiscoveredTicket = Pick<Ticket, 'id' | 'key' | 'version' | 'updated'>;

export type Discover = (site: string, tickets: readonly DiscoveredTicket[]) => Promise<void>;

function discovered(site: string, ticket: DiscoveredTicket, time: string): TicketEvent {
  return {
    specversion: '1.0',
    id: `${site}/${ticket.id}/${ticket.version}`,
    source: `/sites/${site}`,
    type: 'signalbox.ticket.discovered',
    subject: ticket.id,
    time,
    data: { key: ticket.key, actor: null, changed: null, version: ticket.version, isOwn: false },
  };
}

/** Marks tickets dirty that sync or polling has read, in one transaction. */
export function createDiscovery({ store, jobs, clock, events }: Kernel): Discover {
  return async (site, tickets) => {
    const at = new Date(clock.now()).toISOString();
    await store.transaction<IntakeTables, void>(async (transaction, afterCommit) => {
      const entries = tickets.map((ticket) => ({
        site,
        waiting: { receivedAt: at, event: discovered(site, ticket, ticket.updated) },
      }));
      await markTickets(transaction, jobs, groupByTicket(entries));
      afterCommit(() => {
        for (const { id, key } of tickets) {
          const eventType = 'signalbox.ticket.discovered';
          events.publish({ type: 'ticket.received', site, at, ticketId: id, ticketKey: key, eventType });
        }
      });
    });
  };
}

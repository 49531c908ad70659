import { isSignalboxError, SignalboxError, type Site } from '@signalbox/sdk';
import type { RelatedItem, VendorPort } from './ports.ts';

/** The vendor port of a site. A CMDB that does not answer costs the enrichment, never the decision. */
export function siteVendor(site: Site): VendorPort {
  const need = <Capability>(capability: Capability | undefined, name: string): Capability => {
    if (capability) return capability;
    throw new SignalboxError('configuration', `The connector ${site.connector.name} cannot do "${name}".`, {
      site: site.name,
    });
  };
  return {
    async readTicket(ticketId, signal) {
      try {
        return await need(site.tickets, 'tickets').read(ticketId, { lane: 'webhook', signal });
      } catch (error) {
        if (isSignalboxError(error) && error.code === 'not-found') return null;
        throw error;
      }
    },
    readHistory: (ticket, signal) =>
      need(site.tickets, 'tickets').history(ticket, { lane: 'webhook', signal }),
    readCatalog: (ticket, signal) => need(site.catalog, 'catalog').read(ticket, { lane: 'webhook', signal }),
    async relatedItems(ticket, signal) {
      if (!site.cmdb) return [];
      const items: RelatedItem[] = [];
      for (const id of ticket.configurationItems) {
        try {
          const item = await site.cmdb.read(id, { lane: 'webhook', signal });
          items.push({ id: item.id, name: item.name, class: item.class });
        } catch (error) {
          signal?.throwIfAborted();
          if (!isSignalboxError(error)) throw error;
        }
      }
      return items;
    },
    humanQueueMark: (ticket, reason) => site.humanQueue?.mark(ticket, reason) ?? null,
  };
}

import type { CallOptions, Site, TicketBatch } from '../connector/index.ts';
import { isSignalboxError, SignalboxError } from '../errors/index.ts';
import type { Ticket } from '../model/index.ts';
import type { SkippedRow } from '../reading/index.ts';

/**
 * Tickets by id, in as few requests as the connector can; one by one where it has no `readMany`. An id that is neither
 * among the tickets nor skipped is gone or hidden. Throws what the vendor throws when it is out of reach.
 */
export async function readById(
  site: Pick<Site, 'name' | 'tickets'>,
  ticketIds: readonly string[],
  options: CallOptions = {},
): Promise<TicketBatch> {
  const { tickets: capability } = site;
  if (!capability) throw new SignalboxError('configuration', `The site ${site.name} cannot read tickets.`);
  if (ticketIds.length === 0) return { tickets: [], skipped: [] };
  if (capability.readMany) return await capability.readMany(ticketIds, options);
  const tickets: Ticket[] = [];
  const skipped: SkippedRow[] = [];
  for (const id of ticketIds) {
    options.signal?.throwIfAborted();
    try {
      tickets.push(await capability.read(id, options));
    } catch (error) {
      if (!isSignalboxError(error) || error.isRetryable) throw error;
      if (error.code === 'permission' || error.code === 'vendor-contract')
        skipped.push({ id, reason: error.code });
      else if (error.code !== 'not-found') throw error;
    }
  }
  return { tickets, skipped };
}

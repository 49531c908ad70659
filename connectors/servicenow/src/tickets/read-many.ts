import type { CallOptions, SiteContext, TicketBatch } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { ticketColumns } from '../mapping/index.ts';
import { condition, listRecords } from '../table/index.ts';
import { originOf } from './read.ts';
import { ticketsIn } from './search.ts';

/** Each id takes 33 characters of an address; servers and proxies refuse long ones. */
const mostAtOnce = 100;

const isSysId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);

/** Tickets by sys_id, a hundred a request and table. What is gone or hidden is left out; so is what is no sys_id. */
export async function readTickets(
  context: SiteContext<ServiceNowConfiguration>,
  ticketIds: readonly string[],
  options: CallOptions = {},
): Promise<TicketBatch> {
  const batches: TicketBatch[] = [];
  for (const table of context.configuration.tables) {
    const found = new Set(batches.flatMap(({ tickets }) => tickets.map(({ id }) => id)));
    const wanted = ticketIds.filter((id) => isSysId(id) && !found.has(id));
    const origin = wanted.length === 0 ? null : await originOf(context, table, options);
    for (let start = 0; origin !== null && start < wanted.length; start += mostAtOnce) {
      const ids = wanted.slice(start, start + mostAtOnce);
      const request = {
        query: condition('sys_id', 'IN', ids),
        columns: ticketColumns(table, context.configuration),
        limit: mostAtOnce,
      };
      const { records } = await listRecords(context, table, request, options);
      const asked = new Set(ids);
      // An instance that ignores the condition answers with the table's first records.
      const batch = ticketsIn(records, origin);
      batches.push({
        tickets: batch.tickets.filter(({ id }) => asked.has(id)),
        skipped: batch.skipped.filter(({ id }) => id !== null && asked.has(id)),
      });
    }
  }
  return {
    tickets: batches.flatMap(({ tickets }) => tickets),
    skipped: batches.flatMap(({ skipped }) => skipped),
  };
}

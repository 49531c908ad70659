import type { CallOptions, SiteContext, Ticket } from '@signalbox/sdk';
import { instanceUrl, type ServiceNowConfiguration, type TicketTable } from '../configuration/index.ts';
import { customColumns } from '../dictionary/index.ts';
import { type RecordOrigin, ticketFromRecord } from '../mapping/index.ts';
import { locateRecord } from './locate.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** Reads one ticket. Throws `not-found`, or `permission` when access rules hide what a ticket cannot be without. */
export async function readTicket(
  context: Context,
  ticketId: string,
  options: CallOptions = {},
): Promise<Ticket> {
  const { table, record } = await locateRecord(context, ticketId, options);
  return ticketFromRecord(record, await originOf(context, table, options));
}

/** What turns records of a table into tickets of this site. */
export async function originOf(
  context: Context,
  table: TicketTable,
  options: CallOptions = {},
): Promise<RecordOrigin> {
  return {
    site: context.site,
    instanceUrl: instanceUrl(context.configuration),
    table,
    customColumns: await customColumns(context, table, options),
  };
}

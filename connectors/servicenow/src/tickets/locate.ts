import { type CallOptions, SignalboxError, type SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration, TicketTable } from '../configuration/index.ts';
import { ticketColumns } from '../mapping/index.ts';
import { readRecord, storedValue, type TableRecord } from '../table/index.ts';

export interface LocatedRecord {
  readonly table: TicketTable;
  readonly record: TableRecord;
}

/** The ticket's record and its table, looked for in the configured tables. Throws `not-found` when it is gone or hidden. */
export async function locateRecord(
  context: SiteContext<ServiceNowConfiguration>,
  ticketId: string,
  options: CallOptions = {},
): Promise<LocatedRecord> {
  for (const table of context.configuration.tables) {
    const columns = ticketColumns(table, context.configuration);
    const record = await readRecord(context, table, ticketId, columns, options);
    if (record === null) continue;
    const sysId = storedValue(record, 'sys_id');
    if (sysId === ticketId || sysId === '') return { table, record };
    throw new SignalboxError('vendor-contract', `The instance answered with another record of ${table}.`, {
      site: context.site,
    });
  }
  throw new SignalboxError(
    'not-found',
    `There is no such ticket in ${context.configuration.tables.join(', ')}, or access rules hide it from the integration account.`,
    { site: context.site },
  );
}

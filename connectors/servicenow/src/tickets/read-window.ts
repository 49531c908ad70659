import { type CallOptions, SignalboxError, type SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration, TicketTable } from '../configuration/index.ts';
import { ticketColumns } from '../mapping/index.ts';
import { type List, listRecords, type TableRecord } from '../table/index.ts';
import { type Bounds, isWithin, type Position, positionOf, queryAfter } from './position.ts';

/** The records of one step, and what the instance said of the rest. */
export interface Window {
  readonly records: readonly TableRecord[];
  /** Where the next step starts; the old place when nothing usable came. */
  readonly position: Position | null;
  /** Rows matching the query from the old position on, before access rules; null when the instance does not say. */
  readonly total: number | null;
  /** Rows of this step that access rules took out. */
  readonly hidden: number;
  readonly isLast: boolean;
}

export interface WindowRequest {
  readonly table: TicketTable;
  readonly after: Position | null;
  readonly bounds: Bounds;
  readonly limit: number;
}

/**
 * Reads on from a position. The limit counts before access rules: a short or even empty list is not the end, only
 * `X-Total-Count` or `Link` say what is. Where a whole list was hidden there is no key to go on from, and the step goes
 * on by offset within the same query until something visible comes or the count is reached.
 */
export async function readWindow(
  context: SiteContext<ServiceNowConfiguration>,
  request: WindowRequest,
  options: CallOptions = {},
): Promise<Window> {
  const { table, after, bounds, limit } = request;
  const query = queryAfter(after, bounds);
  const columns = ticketColumns(table, context.configuration);
  let hidden = 0;
  for (let offset = 0; ; offset += limit) {
    const list = await listRecords(context, table, { query, columns, limit, offset }, options);
    refuseOthers(context.site, list.records, request);
    hidden += Math.max(0, expectedRows(list, offset, limit) - list.records.length);
    const isLast = !hasMore(list, offset, limit);
    const position = list.records.map(positionOf).findLast((place) => place !== null) ?? null;
    if (position !== null || list.records.length > 0 || isLast) {
      if (position === null && !isLast) throw noKey(context.site, table);
      return { records: list.records, position: position ?? after, total: list.total, hidden, isLast };
    }
  }
}

function expectedRows(list: List, offset: number, limit: number): number {
  return list.total === null ? 0 : Math.min(limit, Math.max(0, list.total - offset));
}

function hasMore(list: List, offset: number, limit: number): boolean {
  if (list.total !== null) return offset + limit < list.total;
  // Without headers, only an empty list can be the end.
  return list.hasNext ?? list.records.length > 0;
}

/** A record outside the query, or out of order, proves that the instance ignored part of the query. */
function refuseOthers(site: string, records: readonly TableRecord[], request: WindowRequest): void {
  let previous = request.after;
  for (const record of records) {
    const position = positionOf(record);
    if (position === null) continue;
    if (!isWithin(position, previous, request.bounds)) {
      throw new SignalboxError(
        'vendor-contract',
        `The instance returned records of ${request.table} that the query did not ask for. Set the system property glide.invalid_query.returns_no_rows to true, and check that the account may query sys_updated_on and sys_id.`,
        { site },
      );
    }
    previous = position;
  }
}

function noKey(site: string, table: string): SignalboxError {
  return new SignalboxError(
    'permission',
    `Access rules hide sys_updated_on or sys_id of ${table}; without them the table cannot be read in order. Grant the integration account read access to both.`,
    { site },
  );
}

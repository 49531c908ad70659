import {
  type CallOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  hiddenByAccessRules,
  type Page,
  type SiteContext,
  type SkippedRow,
  type Ticket,
  type TicketBatch,
  type TicketQuery,
} from '@signalbox/sdk';
import { type ServiceNowConfiguration, type TicketTable, ticketTables } from '../configuration/index.ts';
import { hiddenColumns, type RecordOrigin, ticketFromRecord } from '../mapping/index.ts';
import { storedValue, type TableRecord } from '../table/index.ts';
import { boundsOf, type Cursor, cursorSchema, withOverlap } from './position.ts';
import { originOf } from './read.ts';
import { readWindow } from './read-window.ts';

type Context = SiteContext<ServiceNowConfiguration>;

const defaultPageSize = 200;

/** The configured tables that hold tickets of the types asked for. */
export function tablesFor(context: Context, query: Pick<TicketQuery, 'types'>): readonly TicketTable[] {
  const { types } = query;
  return context.configuration.tables.filter(
    (table) => types === undefined || types.includes(ticketTables[table].type),
  );
}

/**
 * Pages of tickets in the order of change, table by table. Resumes where a checkpoint ends: exactly there when it was
 * taken under way, a minute before when that reading had come to its end.
 */
export async function* searchTickets(
  context: Context,
  query: TicketQuery,
  options: CallOptions = {},
): AsyncGenerator<Page<Ticket>> {
  const tables = tablesFor(context, query);
  const bounds = boundsOf(query);
  const limit = query.pageSize ?? defaultPageSize;
  let positions = startingPositions(query.checkpoint);
  let carried: readonly SkippedRow[] = [];
  const checkpoint = (isComplete: boolean) => encodeCheckpoint(cursorSchema, { positions, isComplete });
  if (tables.length === 0) yield { items: [], skipped: [], checkpoint: checkpoint(true), isLast: true };

  for (const [index, table] of tables.entries()) {
    const origin = await originOf(context, table, options);
    const hiddenRows = new HiddenRows();
    for (let isTableDone = false; !isTableDone; ) {
      const after = positions[table] ?? null;
      const window = await readWindow(context, { table, after, bounds, limit }, options);
      if (window.position !== null) positions = { ...positions, [table]: window.position };
      isTableDone = window.isLast;
      const isLast = isTableDone && index === tables.length - 1;
      const { tickets: items, skipped } = ticketsIn(window.records, origin);
      const hidden = Array.from({ length: hiddenRows.passedBy(window) }, () => hiddenRow);
      carried = [...carried, ...skipped, ...hidden];
      // A page that brings no ticket may not get on either; what it skipped goes with the next one.
      if (items.length === 0 && !isLast) continue;
      yield { items, skipped: carried, checkpoint: checkpoint(isLast), isLast };
      carried = [];
    }
  }
}

function startingPositions(checkpoint: string | undefined): Cursor['positions'] {
  if (checkpoint === undefined) return {};
  const { positions, isComplete } = decodeCheckpoint(cursorSchema, checkpoint);
  if (!isComplete) return positions;
  return Object.fromEntries(
    Object.entries(positions).map(([table, position]) => [table, withOverlap(position)]),
  );
}

const hiddenRow: SkippedRow = { id: null, reason: hiddenByAccessRules };

/** Tickets of a table's records, and those that access rules have taken something from that a ticket needs. */
export function ticketsIn(records: readonly TableRecord[], origin: RecordOrigin): TicketBatch {
  const tickets: Ticket[] = [];
  const skipped: SkippedRow[] = [];
  for (const record of records) {
    const hidden = hiddenColumns(record);
    if (hidden.length === 0) tickets.push(ticketFromRecord(record, origin));
    else {
      const id = storedValue(record, 'sys_id');
      skipped.push({ id: id === '' ? null : id, reason: `access rules hide ${hidden.join(', ')}` });
    }
  }
  return { tickets, skipped };
}

/**
 * Counts hidden rows once. A window sees hidden rows behind its last visible record, and so does the next one: how far
 * the instance's own count fell tells how many were passed.
 */
class HiddenRows {
  #pending: { readonly total: number; readonly visible: number; readonly hidden: number } | null = null;

  passedBy(window: {
    readonly total: number | null;
    readonly hidden: number;
    readonly records: readonly unknown[];
    readonly isLast: boolean;
  }): number {
    const { total, hidden, records, isLast } = window;
    const earlier = this.#pending;
    const passed =
      earlier === null || total === null
        ? 0
        : Math.min(earlier.hidden, Math.max(0, earlier.total - total - earlier.visible));
    this.#pending = total === null ? null : { total, visible: records.length, hidden };
    return passed + (isLast ? hidden : 0);
  }
}

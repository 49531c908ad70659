import { type FieldValue, type Person, SignalboxError, type Ticket } from '@signalbox/sdk';
import { isTicketTable, type TicketTable, ticketTables } from '../configuration/index.ts';
import { type Cell, cellOf, isoFromStored, storedValue, type TableRecord } from '../table/index.ts';
import { type CustomColumn, customValueOf } from './custom-column.ts';
import { type FieldMapping, fieldMap } from './field-map.ts';
import { marksIn, type OwnMarks } from './marker.ts';
import { phaseOf } from './phase.ts';
import { neverBlank, vendorColumns } from './ticket-columns.ts';

export interface RecordOrigin {
  readonly site: string;
  /** The instance's address, without a slash at the end. */
  readonly instanceUrl: string;
  /** The table that was asked. */
  readonly table: TicketTable;
  readonly customColumns: readonly CustomColumn[];
}

/** The columns that the account's rights hide, among those that are never blank. */
export function hiddenColumns(record: TableRecord): readonly string[] {
  return neverBlank.filter((column) => storedValue(record, column) === '');
}

/** What a cell says as a canonical value; null when it is blank. */
export function fieldValueOf(cell: Cell): FieldValue | null {
  return cell.value === ''
    ? null
    : { value: cell.value, label: cell.display === '' ? cell.value : cell.display };
}

/** A record of a ticket table in canonical form. Throws `permission` when access rules hide what a ticket cannot be without. */
export function ticketFromRecord(record: TableRecord, origin: RecordOrigin): Ticket {
  const hidden = hiddenColumns(record);
  if (hidden.length > 0) {
    throw new SignalboxError(
      'permission',
      `Access rules hide ${hidden.join(', ')} of a record of ${origin.table} from the integration account; grant it read access to these columns.`,
      { site: origin.site },
    );
  }
  const className = storedValue(record, 'sys_class_name');
  const table = isTicketTable(className) ? className : origin.table;
  const stored = (column: string) => storedValue(record, column);
  const id = stored('sys_id');
  const state = fieldValueOf(cellOf(record, 'state'));
  return {
    id,
    site: origin.site,
    key: stored('number'),
    type: ticketTables[table].type,
    project: null,
    summary: stored('short_description'),
    description: stored('description'),
    state: {
      value: state?.value ?? '',
      label: state?.label ?? '',
      phase: phaseOf(table, stored('state'), stored('active') !== 'false'),
    },
    ...mappedValues(record),
    requester: personOf(cellOf(record, ticketTables[origin.table].requester)),
    labels: [],
    configurationItems: stored('cmdb_ci') === '' ? [] : [stored('cmdb_ci')],
    language: null,
    custom: Object.fromEntries(
      origin.customColumns.map((column) => [
        column.label,
        customValueOf(column, cellOf(record, column.column)),
      ]),
    ),
    sla: slaOf(record),
    attachments: [],
    isRestricted: false,
    created: timeOf(record, 'sys_created_on', origin),
    updated: timeOf(record, 'sys_updated_on', origin),
    version: stored('sys_mod_count'),
    url: `${origin.instanceUrl}/nav_to.do?uri=${encodeURIComponent(`${table}.do?sys_id=${id}`)}`,
    vendor: {
      table,
      ...Object.fromEntries(vendorColumns.map((column) => [column, stored(column)])),
      signalbox: marksIn(cellOf(record, 'work_notes').display) satisfies OwnMarks,
    },
  };
}

type MappedPath = Exclude<FieldMapping['path'], 'summary' | 'description' | 'state'>;

const columnOf: ReadonlyMap<string, string> = new Map(fieldMap.map(({ path, column }) => [path, column]));

function mappedValues(record: TableRecord): Pick<Ticket, MappedPath> {
  const at = (path: MappedPath) => fieldValueOf(cellOf(record, columnOf.get(path) ?? path));
  return {
    impact: at('impact'),
    urgency: at('urgency'),
    priority: at('priority'),
    category: at('category'),
    subcategory: at('subcategory'),
    assignmentGroup: at('assignmentGroup'),
    assignee: at('assignee'),
  };
}

function personOf(cell: Cell): Person | null {
  if (cell.value === '') return null;
  const name = cell.display === '' || cell.display === cell.value ? null : cell.display;
  return { id: cell.value, name, email: null, kind: 'human' };
}

function slaOf(record: TableRecord): Ticket['sla'] {
  const dueAt = isoFromStored(storedValue(record, 'sla_due'));
  const madeSla = storedValue(record, 'made_sla');
  return dueAt === null && madeSla === '' ? null : { dueAt, isBreached: madeSla === 'false' };
}

function timeOf(record: TableRecord, column: string, origin: RecordOrigin): string {
  const time = isoFromStored(storedValue(record, column));
  if (time !== null) return time;
  throw new SignalboxError(
    'vendor-contract',
    `The column ${column} of ${origin.table} does not hold a time as the Table API documents it (YYYY-MM-DD HH:MM:SS).`,
    { site: origin.site },
  );
}

import type { CallOptions, FieldChange, FieldPath, FieldValue, SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration, TicketTable } from '../configuration/index.ts';
import { customColumns } from '../dictionary/index.ts';
import { type CustomColumn, mappingAt } from '../mapping/index.ts';
import { isoFromStored, storedFromIso } from '../table/index.ts';
import { resolveReference } from './resolve-reference.ts';

/** A field change in the instance's own terms. */
export interface Target {
  readonly path: FieldPath;
  readonly column: string;
  readonly from: FieldValue | null;
  readonly to: FieldValue;
  /** What `column` is to hold. */
  readonly stored: string;
}

/** A field that this connector does not write, and why. */
export interface Refusal {
  readonly path: FieldPath;
  readonly refused: string;
}

type Context = SiteContext<ServiceNowConfiguration>;

/** Types of custom columns whose canonical value is not what is stored. */
const unwritableTypes = new Set(['html', 'translated_html', 'glide_list', 'journal', 'journal_input']);

/** Finds column and stored value for one field change. */
export async function targetOf(
  context: Context,
  table: TicketTable,
  change: FieldChange,
  options: CallOptions = {},
): Promise<Target | Refusal> {
  const { path } = change;
  const mapping = mappingAt(path);
  if (mapping) {
    if (path === 'priority') {
      return refuse(path, 'The instance computes priority from impact and urgency: set those.');
    }
    if (!mapping.isWritable) return refuse(path, `Signalbox does not write ${mapping.column}.`);
    if (mapping.reference === null) return target(change, mapping.column, change.to.value);
    const sysId = await resolveReference(context, mapping.reference, change.to, options);
    return sysId === null
      ? refuse(path, `There is no active record, or more than one, with that name in ${mapping.reference}.`)
      : { ...target(change, mapping.column, sysId), to: { value: sysId, label: change.to.label } };
  }
  const custom = await customColumnAt(context, table, path, options);
  if (custom === null) {
    return refuse(path, 'No column belongs to it; name the column under customFields in the configuration.');
  }
  if (unwritableTypes.has(custom.type ?? ''))
    return refuse(path, `Columns of type ${custom.type} are not written.`);
  if (custom.type === 'reference') {
    return change.to.value === change.to.label
      ? refuse(path, 'A reference is set by sys_id.')
      : target(change, custom.column, change.to.value);
  }
  return target(change, custom.column, storedForm(custom, change.to.value));
}

async function customColumnAt(
  context: Context,
  table: TicketTable,
  path: FieldPath,
  options: CallOptions,
): Promise<CustomColumn | null> {
  if (!path.startsWith('custom.')) return null;
  const name = path.slice('custom.'.length);
  const columns = await customColumns(context, table, options);
  return columns.find((column) => column.label === name) ?? null;
}

function storedForm(column: CustomColumn, value: string): string {
  if (column.type !== 'glide_date_time' || isoFromStored(value) !== null) return value;
  return Number.isNaN(Date.parse(value)) ? value : storedFromIso(value);
}

const target = (change: FieldChange, column: string, stored: string): Target => ({
  path: change.path,
  column,
  from: change.from,
  to: change.to,
  stored,
});

const refuse = (path: FieldPath, refused: string): Refusal => ({ path, refused });

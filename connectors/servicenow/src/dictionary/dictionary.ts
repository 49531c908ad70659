import { type CallOptions, isSignalboxError, type SiteContext } from '@signalbox/sdk';
import { type ServiceNowConfiguration, type TicketTable, tableHierarchy } from '../configuration/index.ts';
import { type CustomColumn, fieldMap } from '../mapping/index.ts';
import { allOf, condition, listRecords, orderBy } from '../table/index.ts';
import { type DictionaryEntry, dictionaryColumns, dictionaryEntry } from './dictionary-entry.ts';
import { remembered } from './site-memory.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** Metadata changes seldom; an admin's edit is seen within five minutes. */
export const metadataTtlMs = 5 * 60_000;
const mostEntries = 1_000;

/**
 * The dictionary entries of the columns Signalbox knows in a ticket table, its own before those of `task`; null when
 * the account may not read the dictionary (it takes the role `personalize_dictionary`).
 */
export function readDictionary(
  context: Context,
  table: TicketTable,
  options: CallOptions = {},
): Promise<ReadonlyMap<string, DictionaryEntry> | null> {
  return remembered(context, `dictionary ${table}`, metadataTtlMs, async () => {
    const entries = await readEntries(context, table, options);
    if (entries.length === 0) return null;
    const hierarchy = tableHierarchy(table);
    const nearestLast = [...entries].sort(
      (left, right) => hierarchy.indexOf(right.table) - hierarchy.indexOf(left.table),
    );
    return new Map(nearestLast.map((entry) => [entry.column, entry]));
  });
}

async function readEntries(
  context: Context,
  table: TicketTable,
  options: CallOptions,
): Promise<readonly DictionaryEntry[]> {
  const hierarchy = tableHierarchy(table);
  const columns = [...fieldMap.map((mapping) => mapping.column), ...context.configuration.customFields];
  const query = allOf(
    condition('name', 'IN', hierarchy),
    condition('element', 'IN', columns),
    orderBy('name', 'element'),
  );
  try {
    const list = await listRecords(
      context,
      'sys_dictionary',
      { query, columns: dictionaryColumns, limit: mostEntries },
      options,
    );
    return (
      list.records
        .map(dictionaryEntry)
        // An instance ignores a condition it does not understand: only what was asked for counts.
        .filter((entry) => hierarchy.includes(entry.table) && columns.includes(entry.column))
    );
  } catch (error) {
    if (isSignalboxError(error) && error.code === 'permission') return [];
    throw error;
  }
}

/**
 * The configured custom columns with the label and type people gave them. Where the dictionary is closed to the
 * account, the column's own name stands for its label.
 */
export async function customColumns(
  context: Context,
  table: TicketTable,
  options: CallOptions = {},
): Promise<readonly CustomColumn[]> {
  const { customFields } = context.configuration;
  if (customFields.length === 0) return [];
  const dictionary = await readDictionary(context, table, options);
  const labels = customFields.map((column) => dictionary?.get(column)?.label ?? column);
  return customFields.map((column, index) => {
    const label = labels[index] ?? column;
    // Two columns may bear one label; then neither may hide the other.
    const isUnique = labels.filter((other) => other === label).length === 1;
    return { column, label: isUnique ? label : column, type: dictionary?.get(column)?.type ?? null };
  });
}

import type { CallOptions, FieldValue, SiteContext } from '@signalbox/sdk';
import { type ServiceNowConfiguration, type TicketTable, tableHierarchy } from '../configuration/index.ts';
import { metadataTtlMs, remembered } from '../dictionary/index.ts';
import { fieldMap } from '../mapping/index.ts';
import { allOf, condition, listRecords, orderBy, storedValue, type TableRecord } from '../table/index.ts';

/** One row of `sys_choice`. */
export interface Choice {
  readonly table: string;
  readonly column: string;
  readonly value: string;
  readonly label: string;
  /** Value of the other column on which it depends; `''` when on none. */
  readonly dependsOn: string;
  readonly language: string;
}

const choiceColumns = [
  'name',
  'element',
  'value',
  'label',
  'dependent_value',
  'language',
  'inactive',
] as const;
const pageSize = 1_000;

/** The active choices of the columns Signalbox knows in a ticket table. */
export function readChoices(
  context: SiteContext<ServiceNowConfiguration>,
  table: TicketTable,
  options: CallOptions = {},
): Promise<readonly Choice[]> {
  return remembered(context, `choices ${table}`, metadataTtlMs, async () => {
    const tables = tableHierarchy(table);
    const columns = [...fieldMap.map((mapping) => mapping.column), ...context.configuration.customFields];
    const query = allOf(
      condition('name', 'IN', tables),
      condition('element', 'IN', columns),
      condition('inactive', '=', 'false'),
      orderBy('sys_id'),
    );
    const records = new Map<string, TableRecord>();
    for (let offset = 0; ; offset += pageSize) {
      const request = { query, columns: ['sys_id', ...choiceColumns], limit: pageSize, offset };
      const list = await listRecords(context, 'sys_choice', request, options);
      for (const record of list.records) records.set(storedValue(record, 'sys_id'), record);
      const isLast = list.total === null ? list.records.length === 0 : offset + pageSize >= list.total;
      if (isLast) break;
    }
    return (
      [...records.values()]
        // An instance ignores a condition it does not understand: only what was asked for counts.
        .filter((record) => storedValue(record, 'inactive') !== 'true')
        .map(choiceFrom)
        .filter((choice) => tables.includes(choice.table) && columns.includes(choice.column))
    );
  });
}

function choiceFrom(record: TableRecord): Choice {
  const stored = (column: string) => storedValue(record, column);
  return {
    table: stored('name'),
    column: stored('element'),
    value: stored('value'),
    label: stored('label') === '' ? stored('value') : stored('label'),
    dependsOn: stored('dependent_value'),
    language: stored('language'),
  };
}

/**
 * The values a column offers: those of the nearest table that lists any for it (a list of `incident` replaces that of
 * `task`), in the base language, and only those that fit the value the column depends on (null: any).
 */
export function valuesOf(
  choices: readonly Choice[],
  column: string,
  hierarchy: readonly string[],
  dependsOn: string | null,
): FieldValue[] {
  const ofColumn = choices.filter((choice) => choice.column === column && choice.value !== '');
  const nearest = hierarchy.find((table) => ofColumn.some((choice) => choice.table === table));
  const listed = ofColumn.filter((choice) => choice.table === nearest);
  const isBase = (choice: Choice) => choice.language === '' || choice.language === 'en';
  const spoken = listed.some(isBase) ? listed.filter(isBase) : listed;
  const fitting = spoken.filter(
    (choice) => dependsOn === null || choice.dependsOn === '' || choice.dependsOn === dependsOn,
  );
  return [...new Map(fitting.map(({ value, label }) => [value, { value, label }])).values()];
}

import type { CatalogField, FieldValue } from '@signalbox/sdk';
import type { DictionaryEntry } from '../dictionary/index.ts';
import { type CustomColumn, type FieldMapping, fieldMap } from '../mapping/index.ts';

/** What a catalog is made from; all of it read from the instance. */
export interface CatalogSources {
  /** null: closed to the account. */
  readonly dictionary: ReadonlyMap<string, DictionaryEntry> | null;
  readonly customColumns: readonly CustomColumn[];
  /** Values of a column with choices; empty when it has none. */
  readonly choicesOf: (column: string) => FieldValue[];
  /** null: too many to list. */
  readonly groups: FieldValue[] | null;
}

/** The fields of a catalog: the mapped ones that the table has, and the configured custom columns. */
export function catalogFields(sources: CatalogSources): CatalogField[] {
  const { dictionary } = sources;
  const mapped = fieldMap.filter((mapping) => dictionary === null || dictionary.has(mapping.column));
  const custom = sources.customColumns.filter(
    (column) => dictionary === null || dictionary.has(column.column),
  );
  return [
    ...mapped.map((mapping) => mappedField(mapping, sources)),
    ...custom.map((column) => customField(column, sources)),
  ];
}

function mappedField(mapping: FieldMapping, sources: CatalogSources): CatalogField {
  const entry = sources.dictionary?.get(mapping.column);
  return {
    path: mapping.path,
    name: entry?.label ?? mapping.label,
    vendorId: mapping.column,
    kind: mapping.kind,
    isEditable: mapping.isWritable && !(entry?.isReadOnly ?? false),
    isRequired: entry?.isMandatory ?? false,
    allowedValues: mappedValues(mapping, sources),
  };
}

function mappedValues(mapping: FieldMapping, sources: CatalogSources): FieldValue[] | null {
  if (mapping.kind === 'text') return null;
  if (mapping.reference === 'sys_user_group') return sources.groups;
  if (mapping.reference !== null) return null;
  // A choice without visible choices allows nothing: the Table API would store any text as it comes.
  return sources.choicesOf(mapping.column);
}

const kinds: Readonly<Record<string, CatalogField['kind']>> = {
  string: 'text',
  integer: 'number',
  decimal: 'number',
  float: 'number',
  glide_date_time: 'date',
  glide_date: 'date',
  reference: 'reference',
};

/** Types that this connector reads but does not write. */
const readOnlyTypes = new Set(['html', 'translated_html', 'glide_list', 'journal', 'journal_input']);

function customField(column: CustomColumn, sources: CatalogSources): CatalogField {
  const entry = sources.dictionary?.get(column.column);
  const choices = sources.choicesOf(column.column);
  const isChoice = entry?.hasChoices === true || choices.length > 0;
  return {
    path: `custom.${column.label}`,
    name: column.label,
    vendorId: column.column,
    kind: isChoice ? 'choice' : (kinds[column.type ?? ''] ?? 'other'),
    isEditable: !(entry?.isReadOnly ?? false) && !readOnlyTypes.has(column.type ?? ''),
    isRequired: entry?.isMandatory ?? false,
    allowedValues: isChoice ? choices : null,
  };
}

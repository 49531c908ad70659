import { storedValue, type TableRecord } from '../table/index.ts';

/** What the instance's dictionary says of one column. */
export interface DictionaryEntry {
  /** The table that defines it. */
  readonly table: string;
  readonly column: string;
  readonly label: string;
  readonly type: string;
  readonly isMandatory: boolean;
  readonly isReadOnly: boolean;
  /** True when the column has a list of choices. */
  readonly hasChoices: boolean;
}

export const dictionaryColumns = [
  'name',
  'element',
  'column_label',
  'internal_type',
  'mandatory',
  'read_only',
  'choice',
] as const;

/** `sys_dictionary.choice`: 1 dropdown with none, 2 suggestion, 3 dropdown without none. A suggestion allows any text. */
const closedChoices = new Set(['1', '3']);

export function dictionaryEntry(record: TableRecord): DictionaryEntry {
  const stored = (column: string) => storedValue(record, column);
  return {
    table: stored('name'),
    column: stored('element'),
    label: stored('column_label') === '' ? stored('element') : stored('column_label'),
    type: stored('internal_type'),
    isMandatory: stored('mandatory') === 'true',
    isReadOnly: stored('read_only') === 'true',
    hasChoices: closedChoices.has(stored('choice')) || stored('internal_type') === 'choice',
  };
}

import type { CustomValue } from '@signalbox/sdk';
import { type Cell, isoFromStored } from '../table/index.ts';
import { plainFromHtml } from './html-to-plain.ts';

/** What the dictionary says of one custom column. */
export interface CustomColumn {
  readonly column: string;
  /** The name people see; the column's own name where the dictionary is closed to us. */
  readonly label: string;
  /** `internal_type`: string, choice, reference, boolean, integer, html, glide_list, …; null when not known. */
  readonly type: string | null;
}

type Reading = (cell: Cell) => CustomValue;

const asNumber: Reading = ({ value }) => {
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
};
const asTime: Reading = ({ value }) => isoFromStored(value) ?? value;
const asHtml: Reading = ({ value }) => plainFromHtml(value);
const asList: Reading = ({ value, display }) => {
  const values = value.split(',').map((item) => item.trim());
  const labels = display.split(',').map((item) => item.trim());
  // A label may contain a comma; then the ids stand for themselves.
  const areAligned = labels.length === values.length;
  return values.map((item, index) => ({ value: item, label: areAligned ? (labels[index] ?? item) : item }));
};

const readings: Readonly<Record<string, Reading>> = {
  boolean: ({ value }) => value === 'true',
  integer: asNumber,
  longint: asNumber,
  decimal: asNumber,
  float: asNumber,
  html: asHtml,
  translated_html: asHtml,
  glide_date_time: asTime,
  glide_list: asList,
};

/** The canonical value of a custom column; null when it is blank. A choice or reference keeps stored value and label. */
export function customValueOf(column: CustomColumn, cell: Cell): CustomValue {
  if (cell.value === '') return null;
  // A number with other words for people is a choice.
  const isNumberChoice = readings[column.type ?? ''] === asNumber && cell.display !== cell.value;
  const reading = isNumberChoice ? undefined : readings[column.type ?? ''];
  return reading
    ? reading(cell)
    : { value: cell.value, label: cell.display === '' ? cell.value : cell.display };
}

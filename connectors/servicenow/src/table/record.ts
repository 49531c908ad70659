import { z } from 'zod';

const scalarSchema = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => (value === null ? '' : String(value)));

/** One column of a record: what is stored, and what people read. Both are empty when it is blank, or hidden. */
export interface Cell {
  readonly value: string;
  readonly display: string;
}

/** A cell in each form the API has: a bare value, `{link, value}`, or `{display_value, value, link?}`. */
const cellSchema = z.union([
  scalarSchema.transform((value): Cell => ({ value, display: value })),
  z
    .looseObject({ value: scalarSchema.optional(), display_value: scalarSchema.optional() })
    .transform((cell): Cell => {
      const value = cell.value ?? '';
      return { value, display: cell.display_value ?? value };
    }),
]);

export const recordSchema = z.record(z.string(), cellSchema);
/** A record of a table, by column. */
export type TableRecord = z.output<typeof recordSchema>;

const blank: Cell = { value: '', display: '' };

/** The cell of a column; a blank one when the instance left it out. */
export function cellOf(record: TableRecord, column: string): Cell {
  return record[column] ?? blank;
}

/** What is stored in a column; `''` when it is blank or hidden. */
export function storedValue(record: TableRecord, column: string): string {
  return cellOf(record, column).value;
}

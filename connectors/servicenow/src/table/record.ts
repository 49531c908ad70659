import { z } from 'zod';

/** One column of a record: what is stored, and what people read. Both are empty when it is blank, or hidden. */
export interface Cell {
  readonly value: string;
  readonly display: string;
}

/** Text of a bare value; undefined for what is none. Absent members count as blank. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A cell in each form the API has: a bare value, `{link, value}`, or `{display_value, value, link?}`. */
function readCell(raw: unknown): Cell | undefined {
  if (typeof raw !== 'object' || raw === null) {
    const value = raw === undefined ? undefined : textOf(raw);
    return value === undefined ? undefined : { value, display: value };
  }
  if (Array.isArray(raw)) return undefined;
  const { value: stored, display_value: shown } = raw as Readonly<Record<string, unknown>>;
  const value = textOf(stored);
  const display = shown === undefined ? value : textOf(shown);
  return value === undefined || display === undefined ? undefined : { value, display };
}

/**
 * Read by hand: a table is thousands of cells a page, and a union of schemas, tried one after the other for each of
 * them, costs ten times as much.
 */
export const recordSchema = z.custom<object>(isPlainObject).transform((raw, context) => {
  const record: Record<string, Cell> = {};
  for (const [column, held] of Object.entries(raw)) {
    const cell = readCell(held);
    if (cell) record[column] = cell;
    else context.addIssue({ code: 'custom', path: [column], message: 'no cell of the Table API' });
  }
  return record;
});

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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

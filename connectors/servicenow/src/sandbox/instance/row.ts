/** A record as it is stored: every value a string, empty for none. */
export type Row = Record<string, string>;

/** The value of a column; empty when the record has none. */
export function valueAt(row: Row, element: string): string {
  return row[element] ?? '';
}

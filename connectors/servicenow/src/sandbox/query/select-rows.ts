import type { Table } from '../dictionary/index.ts';
import type { Instance, Row } from '../instance/index.ts';
import { compileQuery } from './compile-query.ts';
import { parseQuery } from './parse-query.ts';

/** Records of `table` that match an encoded query, in its order. */
export function selectRows(instance: Instance, table: Table, text: string): Row[] {
  const query = compileQuery(instance, table, parseQuery(text));
  const isStrict = instance.property('glide.invalid_query.returns_no_rows') === 'true';
  if (isStrict && query.ignored.length > 0) return [];
  const rows: Row[] = [];
  for (const row of query.candidates ?? instance.rows(table)) if (query.matches(row)) rows.push(row);
  return query.compare ? rows.sort(query.compare) : rows;
}

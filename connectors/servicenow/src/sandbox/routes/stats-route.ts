import type { Table } from '../dictionary/index.ts';
import type { Row } from '../instance/index.ts';
import { type Column, findColumn, selectRows } from '../query/index.ts';
import { type AggregateName, aggregate, aggregateNames } from './aggregate.ts';
import type { Answer } from './answer.ts';
import { renderDisplay } from './render-record.ts';
import type { Route, RouteContext } from './route.ts';
import { tableParameters } from './table-parameters.ts';
import { readableTable } from './table-routes.ts';

/** Aggregate API. Source: "Aggregate API" of the platform's REST reference. */
export const statsRoute: Route = {
  method: 'GET',
  pattern: /^\/api\/now\/(?:v1\/)?stats\/(?<table>[^/]+)\/?$/,
  handle: readStatistics,
};

type Group = { readonly keys: readonly string[]; readonly rows: Row[] };

function readStatistics(context: RouteContext): Answer {
  const table = readableTable(context);
  const { searchParams } = context.request.url;
  const parameters = tableParameters(searchParams, 0);
  const rows = selectRows(context.instance, table, parameters.query);
  const columns = columnsOf(context, table, searchParams.get('sysparm_group_by'));
  if (columns.length === 0) {
    return { status: 200, body: { result: { stats: statistics(context, table, rows) } } };
  }
  const result = grouped(rows, columns).map((group) => ({
    stats: statistics(context, table, group.rows),
    groupby_fields: columns.map((column, index) => {
      const value = group.keys[index] ?? '';
      const [sample] = group.rows;
      const shown = sample ? renderDisplay(context, column, sample) : value;
      const field = column.path;
      if (parameters.display === 'true') return { value: shown, field };
      return parameters.display === 'all' ? { display_value: shown, value, field } : { value, field };
    }),
  }));
  return { status: 200, body: { result } };
}

function columnsOf(context: RouteContext, table: Table, paths: string | null): readonly Column[] {
  return (paths ?? '')
    .split(',')
    .filter(Boolean)
    .flatMap((path) => findColumn(context.instance, table, path.trim()) ?? []);
}

function statistics(context: RouteContext, table: Table, rows: readonly Row[]): object {
  const { searchParams } = context.request.url;
  const stats: Record<string, unknown> = {};
  if (searchParams.get('sysparm_count') === 'true') stats.count = String(rows.length);
  for (const name of aggregateNames) {
    const columns = columnsOf(context, table, searchParams.get(`sysparm_${name}_fields`));
    if (columns.length > 0) stats[name] = ofColumns(name, columns, rows);
  }
  return stats;
}

function ofColumns(name: AggregateName, columns: readonly Column[], rows: readonly Row[]): object {
  return Object.fromEntries(
    columns.map((column) => [
      column.path,
      aggregate(
        name,
        column.field.type,
        rows.map((row) => column.read(row)),
      ),
    ]),
  );
}

function grouped(rows: readonly Row[], columns: readonly Column[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const keys = columns.map((column) => column.read(row));
    const id = JSON.stringify(keys);
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { keys, rows: [row] });
  }
  return [...groups.values()];
}

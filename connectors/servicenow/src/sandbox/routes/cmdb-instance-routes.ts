import { createHash } from 'node:crypto';
import type { Table } from '../dictionary/index.ts';
import { type Row, valueAt } from '../instance/index.ts';
import { selectRows } from '../query/index.ts';
import type { Answer } from './answer.ts';
import { ApiError, noRecord } from './api-error.ts';
import { renderAttributes, renderReference } from './render-record.ts';
import type { Route, RouteContext } from './route.ts';
import { tableParameters } from './table-parameters.ts';

const defaultLimit = 1_000;

/** CMDB Instance API, reading. Source: "CMDB Instance API" of the platform's REST reference. */
export const cmdbInstanceRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: /^\/api\/now\/(?:v1\/)?cmdb\/instance\/(?<class>[^/]+)\/?$/,
    handle: listItems,
  },
  {
    method: 'GET',
    pattern: /^\/api\/now\/(?:v1\/)?cmdb\/instance\/(?<class>[^/]+)\/(?<id>[^/]+)\/?$/,
    handle: readItem,
  },
];

/** The class of the path. Throws 400 for what is no class of the CMDB, 403 without the roles. */
export function cmdbClass(context: RouteContext): Table {
  const name = context.path.class ?? '';
  const table = context.instance.dictionary.table(name);
  if (!table?.lineage.includes('cmdb_ci')) throw new ApiError(400, `Invalid class ${name}`, null);
  if (context.access.canReadTable(table)) return table;
  throw new ApiError(403, 'User Not Authorized', 'Failed API level ACL Validation');
}

function listItems(context: RouteContext): Answer {
  const table = cmdbClass(context);
  const parameters = tableParameters(context.request.url.searchParams, defaultLimit);
  const result = selectRows(context.instance, table, parameters.query)
    .slice(parameters.offset, parameters.offset + parameters.limit)
    .filter((row) => context.access.canReadRow(table, row))
    .map((row) => ({ sys_id: valueAt(row, 'sys_id'), name: valueAt(row, 'name') }));
  return { status: 200, body: { result } };
}

function readItem(context: RouteContext): Answer {
  const table = cmdbClass(context);
  const row = context.instance.find(table, context.path.id ?? '');
  if (!row || !context.access.canReadRow(table, row)) throw noRecord();
  // The record is shown as its own class, whatever class of the path it was found under.
  const own = context.instance.classOf(table, row);
  return {
    status: 200,
    body: {
      result: {
        outbound_relations: relations(context, row, 'parent', 'child'),
        attributes: { ...renderAttributes(context, own, row), sys_class_path: classPath(own) },
        inbound_relations: relations(context, row, 'child', 'parent'),
      },
    },
  };
}

function relations(context: RouteContext, row: Row, near: string, far: string): readonly object[] {
  const table = context.instance.dictionary.table('cmdb_rel_ci');
  if (!table) return [];
  const { searchParams } = context.request.url;
  const limit = Number(searchParams.get('sysparm_relation_limit') ?? defaultLimit);
  const offset = Number(searchParams.get('sysparm_relation_offset') ?? 0);
  const found = context.instance.equal(table, near, valueAt(row, 'sys_id')) ?? [];
  return found.slice(offset, offset + limit).map((relation) => {
    const value = valueAt(relation, far);
    const items = context.instance.dictionary.table('cmdb_ci');
    const target = items && context.instance.find(items, value);
    return {
      sys_id: valueAt(relation, 'sys_id'),
      type: renderReference(context, table, relation, 'type'),
      target: {
        display_value: target ? valueAt(target, 'name') : '',
        link: `${context.instance.baseUrl}/api/now/cmdb/instance/cmdb_ci/${value}`,
        value,
      },
    };
  });
}

/** One short name per class on the way from the root; the platform's own names are as opaque. */
function classPath(table: Table): string {
  const steps = [...table.lineage].reverse().map((name) => {
    const [first = 0, second = 0] = createHash('sha256').update(name).digest();
    return String.fromCharCode(33 + (first % 14), 33 + (second % 14));
  });
  return `/${steps.join('/')}`;
}

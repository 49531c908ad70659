import type { Table } from '../dictionary/index.ts';
import { type Row, valueAt } from '../instance/index.ts';
import { selectRows } from '../query/index.ts';
import { Refusal } from '../records/index.ts';
import type { Answer } from './answer.ts';
import { ApiError, forbidden, invalidTable, noRecord } from './api-error.ts';
import { paginationHeaders } from './pagination.ts';
import { recordRenderer } from './render-record.ts';
import { readRecord } from './request-body.ts';
import type { Route, RouteContext } from './route.ts';
import { tableParameters } from './table-parameters.ts';

const defaultLimit = 10_000;
const list = /^\/api\/now\/(?:(?<version>v1|v2)\/)?table\/(?<table>[^/]+)\/?$/;
const one = /^\/api\/now\/(?:(?<version>v1|v2)\/)?table\/(?<table>[^/]+)\/(?<id>[^/]+)\/?$/;

/** Table API. Source: "Table API" of the platform's REST reference. */
export const tableRoutes: readonly Route[] = [
  { method: 'GET', pattern: list, handle: listRecords },
  { method: 'POST', pattern: list, handle: insertRecord },
  { method: 'GET', pattern: one, handle: (context) => answerRecord(context, ...targetOf(context), 200) },
  { method: 'PUT', pattern: one, handle: updateRecord },
  { method: 'PATCH', pattern: one, handle: updateRecord },
  { method: 'DELETE', pattern: one, handle: deleteRecord },
];

function listRecords(context: RouteContext): Answer {
  const { instance, access, request } = context;
  const table = readableTable(context);
  const parameters = tableParameters(request.url.searchParams, defaultLimit);
  const found = selectRows(instance, table, parameters.query);
  // The limit comes before the access rules: a page may be short without being the last.
  const page = found
    .slice(parameters.offset, parameters.offset + parameters.limit)
    .filter((row) => access.canReadRow(table, row));
  if (page.length === 0 && context.path.version === 'v1') throw noRecord();
  return {
    status: 200,
    body: { result: page.map(recordRenderer(context, table, parameters)) },
    headers: paginationHeaders(request.url, instance.baseUrl, parameters, found.length),
  };
}

function insertRecord(context: RouteContext): Answer {
  const { writer, access, account, instance } = context;
  const table = tableOf(context);
  if (!access.canWriteTable(table)) {
    throw forbidden('ACL Exception Insert Failed due to security constraints');
  }
  const values = readRecord(context.request);
  const parameters = tableParameters(context.request.url.searchParams, defaultLimit);
  const row = obeyed(() =>
    writer.insert(table, {
      actor: account,
      values,
      isDisplay: parameters.isInputDisplay,
      forbidden: access.readOnlyFields(table),
    }),
  );
  const location = `${instance.baseUrl}/api/now/table/${table.name}/${valueAt(row, 'sys_id')}`;
  const answer = answerRecord(context, table, row, 201);
  return { ...answer, headers: { Location: location } };
}

function updateRecord(context: RouteContext): Answer {
  const { writer, access, account, instance } = context;
  const [table, row] = targetOf(context);
  const values = readRecord(context.request);
  const own = instance.classOf(table, row);
  if (!access.canWriteTable(own) || !access.canWriteRow(table, row)) {
    throw forbidden('ACL Exception Update Failed due to security constraints');
  }
  const parameters = tableParameters(context.request.url.searchParams, defaultLimit);
  obeyed(() =>
    writer.update(own, row, {
      actor: account,
      values,
      isDisplay: parameters.isInputDisplay,
      forbidden: access.readOnlyFields(own),
    }),
  );
  return answerRecord(context, table, row, 200);
}

function deleteRecord(context: RouteContext): Answer {
  const [table, row] = targetOf(context);
  if (!context.access.canDelete(table)) {
    throw forbidden('ACL Exception Delete Failed due to security constraints');
  }
  context.writer.delete(context.instance.classOf(table, row), row, context.account);
  return { status: 204 };
}

function answerRecord(context: RouteContext, table: Table, row: Row, status: number): Answer {
  const parameters = tableParameters(context.request.url.searchParams, defaultLimit);
  return { status, body: { result: recordRenderer(context, table, parameters)(row) } };
}

function tableOf(context: RouteContext): Table {
  const name = context.path.table ?? '';
  const table = context.instance.dictionary.table(name);
  if (!table) throw invalidTable(name);
  return table;
}

/** The table of the path, when the account may read it at all. */
export function readableTable(context: RouteContext): Table {
  const table = tableOf(context);
  if (!context.access.canReadTable(table)) {
    throw new ApiError(403, 'User Not Authorized', 'Failed API level ACL Validation');
  }
  return table;
}

/** The record of the path; what the account may not see does not exist for it. */
export function targetOf(context: RouteContext): [Table, Row] {
  const table = readableTable(context);
  const row = context.instance.find(table, context.path.id ?? '');
  if (!row || !context.access.canReadRow(table, row)) throw noRecord();
  return [table, row];
}

/** Refusals of rules become 403, as data policies and business rules answer. */
function obeyed<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof Refusal) throw forbidden(error.message);
    throw error;
  }
}

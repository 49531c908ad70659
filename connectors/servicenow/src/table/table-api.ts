import { type CallOptions, SignalboxError, type SiteClient, type VendorRequest } from '@signalbox/sdk';
import { z } from 'zod';
import { recordSchema, type TableRecord } from './record.ts';

/** What a table request needs of a site. */
export interface TableSite {
  readonly site: string;
  readonly http: SiteClient;
}

export interface ListRequest {
  readonly query: string;
  readonly columns: readonly string[];
  readonly limit: number;
  readonly offset?: number;
}

export interface List {
  readonly records: readonly TableRecord[];
  /** `X-Total-Count`: matching rows before access rules; null when the instance does not say. */
  readonly total: number | null;
  /** True when `Link` offers a next page; null when there is no `Link` header. */
  readonly hasNext: boolean | null;
}

/** Without both, the Table API answers 400. */
const jsonHeaders = { accept: 'application/json', 'content-type': 'application/json' } as const;
const oneSchema = z.object({ result: recordSchema });
const manySchema = z.object({ result: z.array(recordSchema) });

const shape = (columns: readonly string[]) => ({
  sysparm_display_value: 'all',
  sysparm_exclude_reference_link: 'true',
  sysparm_fields: columns.join(','),
});

/** The path of a table or of one of its records. */
export function tablePath(table: string, sysId?: string): string {
  const path = `/api/now/table/${encodeURIComponent(table)}`;
  return sysId === undefined ? path : `${path}/${encodeURIComponent(sysId)}`;
}

/** One record, or null when it is gone or hidden. */
export async function readRecord(
  site: TableSite,
  table: string,
  sysId: string,
  columns: readonly string[],
  options: CallOptions = {},
): Promise<TableRecord | null> {
  const response = await site.http.request({
    method: 'GET',
    path: tablePath(table, sysId),
    query: shape(columns),
    headers: jsonHeaders,
    kind: 'read',
    accept: [404],
    ...options,
  });
  return response.status === 404 ? null : parsed(oneSchema, response.body, site, table).result;
}

/** One page of a table. Version 1 of the API answers 404 where nothing matches, version 2 an empty list: both are empty. */
export async function listRecords(
  site: TableSite,
  table: string,
  request: ListRequest,
  options: CallOptions = {},
): Promise<List> {
  const response = await site.http.request({
    method: 'GET',
    path: tablePath(table),
    query: {
      sysparm_query: request.query,
      ...shape(request.columns),
      sysparm_limit: request.limit,
      sysparm_offset: request.offset ?? 0,
    },
    headers: jsonHeaders,
    kind: 'search',
    accept: [404],
    ...options,
  });
  if (response.status === 404) return { records: [], total: 0, hasNext: false };
  const link = response.headers.link;
  return {
    records: parsed(manySchema, response.body, site, table).result,
    total: countIn(response.headers['x-total-count']),
    hasNext: link === undefined ? null : /rel="?next"?/.test(link),
  };
}

/** The request that changes one record and answers with the columns asked for. Never repeated blindly. */
export function updateRequest(
  table: string,
  sysId: string,
  values: Readonly<Record<string, string>>,
  columns: readonly string[],
): VendorRequest {
  return {
    method: 'PATCH',
    path: tablePath(table, sysId),
    query: { ...shape(columns), sysparm_input_display_value: 'false' },
    headers: jsonHeaders,
    body: values,
    kind: 'write',
    ticketId: sysId,
    isRepeatable: false,
  };
}

/** Sends an update; the record as it is stored afterwards. */
export async function updateRecord(
  site: TableSite,
  request: VendorRequest,
  options: CallOptions = {},
): Promise<TableRecord> {
  const response = await site.http.request({ ...request, ...options });
  return parsed(oneSchema, response.body, site, 'update', true).result;
}

function parsed<T>(
  schema: z.ZodType<T>,
  body: unknown,
  site: TableSite,
  what: string,
  mayHaveTakenEffect = false,
): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new SignalboxError(
    'vendor-contract',
    `The site ${site.site} answered the Table API request for ${what} in a form nobody expected. Check that baseUrl is the instance itself.`,
    { site: site.site, mayHaveTakenEffect },
  );
}

function countIn(header: string | undefined): number | null {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : null;
}

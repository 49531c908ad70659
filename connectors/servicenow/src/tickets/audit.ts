import { type CallOptions, SignalboxError, type SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { allOf, condition, listRecords, orderBy, storedValue, type TableRecord } from '../table/index.ts';

/** One changed column of one record, as `sys_audit` keeps it. */
export interface AuditEntry {
  /** The class of the record. */
  readonly table: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
  /** `user_name`. */
  readonly user: string;
  /** As stored: UTC, to the second. */
  readonly at: string;
  /** The record's `sys_mod_count` after the change; null when the instance does not say. */
  readonly updateCount: number | null;
}

export interface AuditQuery {
  readonly tables: readonly string[];
  readonly sysId: string;
  /** Only these columns; default: all. */
  readonly columns?: readonly string[];
}

const auditColumns = [
  'sys_id',
  'tablename',
  'documentkey',
  'fieldname',
  'oldvalue',
  'newvalue',
  'user',
  'sys_created_on',
  'record_checkpoint',
] as const;
const pageSize = 500;

/** A record's audit, oldest first; changes of one second in the order of the record's update count. */
export async function readAudit(
  context: SiteContext<ServiceNowConfiguration>,
  query: AuditQuery,
  options: CallOptions = {},
): Promise<readonly AuditEntry[]> {
  const conditions = allOf(
    condition('documentkey', '=', query.sysId),
    condition('tablename', 'IN', query.tables),
    query.columns === undefined ? '' : condition('fieldname', 'IN', query.columns),
    orderBy('sys_created_on', 'sys_id'),
  );
  const entries = new Map<string, AuditEntry>();
  for (let offset = 0; ; offset += pageSize) {
    const request = { query: conditions, columns: auditColumns, limit: pageSize, offset };
    const list = await listRecords(context, 'sys_audit', request, options);
    for (const record of list.records) {
      refuseOther(context.site, record, query);
      entries.set(storedValue(record, 'sys_id'), auditEntry(record));
    }
    // Rows are only ever appended, so that an offset cannot lose any.
    const isLast = list.total === null ? list.records.length === 0 : offset + pageSize >= list.total;
    if (!isLast) continue;
    // A history with holes would take a human's value for nobody's.
    if (list.total !== null && entries.size < list.total) throw hiddenRows(context.site);
    return [...entries.values()].sort(byTime);
  }
}

function hiddenRows(site: string): SignalboxError {
  return new SignalboxError(
    'permission',
    'Access rules hide audit rows, so nobody can tell whose value a field holds. Grant the integration account read access to sys_audit.',
    { site },
  );
}

function auditEntry(record: TableRecord): AuditEntry {
  const stored = (column: string) => storedValue(record, column);
  const updateCount = stored('record_checkpoint');
  return {
    table: stored('tablename'),
    column: stored('fieldname'),
    from: stored('oldvalue'),
    to: stored('newvalue'),
    user: stored('user'),
    at: stored('sys_created_on'),
    updateCount: /^\d+$/.test(updateCount) ? Number(updateCount) : null,
  };
}

function byTime(left: AuditEntry, right: AuditEntry): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return (left.updateCount ?? 0) - (right.updateCount ?? 0);
}

function refuseOther(site: string, record: TableRecord, query: AuditQuery): void {
  const isAsked =
    storedValue(record, 'documentkey') === query.sysId &&
    query.tables.includes(storedValue(record, 'tablename'));
  if (isAsked) return;
  throw new SignalboxError(
    'vendor-contract',
    'The instance returned audit rows of another record, or hides their columns. Grant the integration account read access to sys_audit, and set glide.invalid_query.returns_no_rows to true.',
    { site },
  );
}

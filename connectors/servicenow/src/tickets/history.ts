import type {
  CallOptions,
  FieldHistoryEntry,
  FieldPath,
  FieldValue,
  SiteContext,
  Ticket,
} from '@signalbox/sdk';
import {
  isTicketTable,
  type ServiceNowConfiguration,
  type TicketTable,
  tableHierarchy,
} from '../configuration/index.ts';
import { customColumns } from '../dictionary/index.ts';
import { actorOf, type CustomColumn, fieldMap, isOwnAccount, mappingOfColumn } from '../mapping/index.ts';
import { isoFromStored } from '../table/index.ts';
import { type AuditEntry, readAudit } from './audit.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** The `sys_mod_count` of a record that nobody has changed since it was made. */
const neverUpdated = 0;

/**
 * Changes to the fields Signalbox knows, oldest first. Values carry no label beyond what is stored. What an instance
 * that audits inserts notes of the creation is no change: then nothing is read of a record that was never updated.
 * Throws `permission` when the account may not read `sys_audit`: without it nobody could tell a human's value.
 */
export async function readHistory(
  context: Context,
  ticket: Ticket,
  options: CallOptions = {},
): Promise<readonly FieldHistoryEntry[]> {
  if (ticket.version === String(neverUpdated)) return [];
  const { tables, customFields } = context.configuration;
  const entries = await readAudit(
    context,
    {
      tables: [...new Set(tables.flatMap(tableHierarchy))],
      sysId: ticket.id,
      columns: [...fieldMap.map((mapping) => mapping.column), ...customFields],
    },
    options,
  );
  const custom = new Map<TicketTable, readonly CustomColumn[]>();
  for (const table of tables) custom.set(table, await customColumns(context, table, options));
  const changes = entries.filter(({ updateCount }) => updateCount !== neverUpdated);
  return changes.flatMap((entry) => {
    const columns = isTicketTable(entry.table) ? custom.get(entry.table) : undefined;
    const path = pathOf(entry.column, columns ?? []);
    return path === null ? [] : [historyEntry(entry, path, context.configuration)];
  });
}

function pathOf(column: string, custom: readonly CustomColumn[]): FieldPath | null {
  const label = custom.find((candidate) => candidate.column === column)?.label;
  return label === undefined ? (mappingOfColumn(column)?.path ?? null) : `custom.${label}`;
}

function historyEntry(
  entry: AuditEntry,
  path: FieldPath,
  configuration: ServiceNowConfiguration,
): FieldHistoryEntry {
  return {
    path,
    at: isoFromStored(entry.at) ?? entry.at,
    actor: actorOf(entry.user, configuration),
    from: storedFieldValue(entry.from),
    to: storedFieldValue(entry.to),
    isOwn: isOwnAccount(entry.user, configuration),
  };
}

function storedFieldValue(value: string): FieldValue | null {
  return value === '' ? null : { value, label: value };
}

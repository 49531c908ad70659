import type { CallOptions, FieldHistoryEntry, FieldPath, FieldValue, SiteContext } from '@signalbox/sdk';
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

/**
 * Changes to the fields Signalbox knows, oldest first. Values carry no label beyond what is stored. Throws `permission`
 * when the account may not read `sys_audit`: without it nobody could tell a human's value.
 */
export async function readHistory(
  context: Context,
  ticketId: string,
  options: CallOptions = {},
): Promise<readonly FieldHistoryEntry[]> {
  const { tables, customFields } = context.configuration;
  const entries = await readAudit(
    context,
    {
      tables: [...new Set(tables.flatMap(tableHierarchy))],
      sysId: ticketId,
      columns: [...fieldMap.map((mapping) => mapping.column), ...customFields],
    },
    options,
  );
  const custom = new Map<TicketTable, readonly CustomColumn[]>();
  for (const table of tables) custom.set(table, await customColumns(context, table, options));
  return entries.flatMap((entry) => {
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

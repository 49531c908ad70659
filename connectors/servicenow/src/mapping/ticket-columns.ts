import { type ServiceNowConfiguration, type TicketTable, ticketTables } from '../configuration/index.ts';
import { fieldMap } from './field-map.ts';

/** Columns that every record of a ticket table holds: a blank one was hidden by an access rule. */
export const neverBlank = [
  'sys_id',
  'number',
  'state',
  'sys_created_on',
  'sys_updated_on',
  'sys_mod_count',
] as const;

/** Columns without a canonical word that stay reachable under `vendor`. */
export const vendorColumns = [
  'sys_class_name',
  'sys_created_by',
  'sys_updated_by',
  'opened_at',
  'contact_type',
  'severity',
  'business_service',
] as const;

/** Every column a ticket is made from: named one by one, so that nothing else leaves the instance. */
export function ticketColumns(
  table: TicketTable,
  configuration: Pick<ServiceNowConfiguration, 'customFields'>,
): readonly string[] {
  return [
    ...new Set([
      ...neverBlank,
      ...fieldMap.map((mapping) => mapping.column),
      ...vendorColumns,
      ticketTables[table].requester,
      'cmdb_ci',
      'sla_due',
      'made_sla',
      'active',
      // Read for Signalbox's own references only.
      'work_notes',
      ...configuration.customFields,
    ]),
  ];
}

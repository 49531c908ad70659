import { field, fields, reference } from './field.ts';
import { classFields } from './system-fields.ts';
import type { TableDefinition } from './table-definition.ts';

const roles = { readRoles: ['itil', 'asset', 'admin'], writeRoles: ['itil', 'asset', 'admin'] } as const;

/** `cmdb_ci`: what every configuration item has. */
export const configurationItemTable: TableDefinition = {
  name: 'cmdb_ci',
  label: 'Configuration Item',
  parent: null,
  display: 'name',
  indexes: ['name'],
  ...roles,
  fields: [
    ...classFields,
    field('sys_class_path', 'string', { label: 'Sys class path', maxLength: 255, isReadOnly: true }),
    field('name', 'string', { maxLength: 255 }),
    field('short_description', 'string', { maxLength: 1000 }),
    field('asset_tag', 'string'),
    field('serial_number', 'string', { maxLength: 255 }),
    field('attributes', 'string', { maxLength: 65000 }),
    field('comments', 'string', { maxLength: 4000 }),
    field('category', 'string', { maxLength: 255 }),
    field('subcategory', 'string', { maxLength: 255 }),
    field('correlation_id', 'string', { label: 'Correlation ID', maxLength: 1000 }),
    field('dns_domain', 'string', { label: 'DNS Domain', maxLength: 255 }),
    field('fqdn', 'string', { label: 'Fully qualified domain name', maxLength: 255 }),
    field('ip_address', 'string', { label: 'IP Address', maxLength: 255 }),
    field('mac_address', 'string', { label: 'MAC Address', maxLength: 18 }),
    field('discovery_source', 'string', { isChoice: true, maxLength: 100 }),
    field('environment', 'string', { isChoice: true }),
    field('install_status', 'integer', { label: 'Status', isChoice: true, defaultValue: '1' }),
    field('operational_status', 'integer', { isChoice: true, defaultValue: '1' }),
    field('fault_count', 'integer', { defaultValue: '0' }),
    field('attestation_score', 'integer'),
    field('cost', 'decimal'),
    field('cost_cc', 'string', { label: 'Cost currency', defaultValue: 'USD' }),
    ...fields('due_in gl_account invoice_number justification lease_id model_number object_id po_number'),
    ...fields('attested can_print monitor unverified', 'boolean', { defaultValue: 'false' }),
    field('skip_sync', 'boolean', { defaultValue: 'false', isReadOnly: true }),
    ...fields('assigned attested_date checked_in checked_out delivery_date due', 'glide_date_time'),
    ...fields('first_discovered install_date last_discovered order_date start_date', 'glide_date_time'),
    ...fields('purchase_date warranty_expiration', 'glide_date'),
    reference('asset', 'alm_asset'),
    reference('assigned_to', 'sys_user'),
    reference('attested_by', 'sys_user'),
    reference('managed_by', 'sys_user'),
    reference('owned_by', 'sys_user'),
    reference('supported_by', 'sys_user'),
    reference('assignment_group', 'sys_user_group'),
    reference('change_control', 'sys_user_group'),
    reference('managed_by_group', 'sys_user_group'),
    reference('support_group', 'sys_user_group'),
    reference('company', 'core_company'),
    reference('manufacturer', 'core_company'),
    reference('vendor', 'core_company'),
    reference('location', 'cmn_location'),
    reference('department', 'cmn_department'),
    reference('cost_center', 'cmn_cost_center'),
    reference('model_id', 'cmdb_model'),
    reference('duplicate_of', 'cmdb_ci'),
    reference('maintenance_schedule', 'cmn_schedule'),
    reference('schedule', 'cmn_schedule'),
    reference('life_cycle_stage', 'life_cycle_stage'),
    reference('life_cycle_stage_status', 'life_cycle_stage_status'),
  ],
};

const hardware: TableDefinition = {
  name: 'cmdb_ci_hardware',
  label: 'Hardware',
  parent: 'cmdb_ci',
  display: 'name',
  ...roles,
  fields: [...fields('default_gateway hardware_status hardware_substatus')],
};

const computer: TableDefinition = {
  name: 'cmdb_ci_computer',
  label: 'Computer',
  parent: 'cmdb_ci_hardware',
  display: 'name',
  ...roles,
  fields: [
    field('os', 'string', { label: 'Operating System', isChoice: true }),
    field('os_version', 'string', { label: 'OS Version', maxLength: 100 }),
    field('os_service_pack', 'string', { label: 'OS Service Pack' }),
    field('os_domain', 'string', { label: 'OS Domain' }),
    field('os_address_width', 'integer', { label: 'OS Address Width (bits)' }),
    field('host_name', 'string', { maxLength: 100 }),
    ...fields('cd_speed cpu_manufacturer cpu_name cpu_type chassis_type form_factor floppy'),
    ...fields('cpu_core_count cpu_core_thread cpu_count ram', 'integer'),
    ...fields('cpu_speed disk_space', 'decimal'),
    ...fields('cd_rom virtual', 'boolean', { defaultValue: 'false' }),
  ],
};

const server: TableDefinition = {
  name: 'cmdb_ci_server',
  label: 'Server',
  parent: 'cmdb_ci_computer',
  display: 'name',
  ...roles,
  fields: [
    field('classification', 'string', { isChoice: true, defaultValue: 'Production' }),
    field('used_for', 'string', { isChoice: true, defaultValue: 'Production' }),
    field('firewall_status', 'string', { isChoice: true, defaultValue: 'Intranet' }),
    field('internet_facing', 'boolean', { defaultValue: 'true' }),
    ...fields('dr_backup'),
  ],
};

const linuxServer: TableDefinition = {
  name: 'cmdb_ci_linux_server',
  label: 'Linux Server',
  parent: 'cmdb_ci_server',
  display: 'name',
  ...roles,
  fields: [...fields('kernel_release')],
};

const simple = (
  name: string,
  label: string,
  parent: string,
  own: TableDefinition['fields'] = [],
): TableDefinition => ({
  name,
  label,
  parent,
  display: 'name',
  ...roles,
  fields: own,
});

/** The CI classes, each below the one it extends. */
export const cmdbTables: readonly TableDefinition[] = [
  configurationItemTable,
  hardware,
  computer,
  server,
  linuxServer,
  simple('cmdb_ci_win_server', 'Windows Server', 'cmdb_ci_server'),
  simple('cmdb_ci_pc_hardware', 'Personal Computer', 'cmdb_ci_computer'),
  simple('cmdb_ci_netgear', 'Network Gear', 'cmdb_ci_hardware', [field('device_type')]),
  simple('cmdb_ci_printer', 'Printer', 'cmdb_ci_hardware', [field('print_type')]),
  simple('cmdb_ci_appl', 'Application', 'cmdb_ci', [field('version'), field('tcp_port')]),
  simple('cmdb_ci_db_instance', 'Database Instance', 'cmdb_ci_appl'),
  simple('cmdb_ci_storage_device', 'Storage Device', 'cmdb_ci_hardware'),
  simple('cmdb_ci_service', 'Service', 'cmdb_ci', [
    field('busines_criticality', 'string', { label: 'Business criticality', isChoice: true }),
    field('service_classification', 'string', { isChoice: true, defaultValue: 'Business Service' }),
    field('used_for', 'string', { isChoice: true, defaultValue: 'Production' }),
  ]),
  {
    name: 'cmdb_rel_type',
    label: 'CI Relationship Type',
    parent: null,
    display: 'name',
    indexes: ['name'],
    writeRoles: ['admin'],
    fields: [
      field('name', 'string', { maxLength: 255 }),
      field('parent_descriptor', 'string', { maxLength: 100 }),
      field('child_descriptor', 'string', { maxLength: 100 }),
    ],
  },
  {
    name: 'cmdb_rel_ci',
    label: 'CI Relationship',
    parent: null,
    display: 'type',
    indexes: ['parent', 'child'],
    ...roles,
    fields: [
      reference('parent', 'cmdb_ci'),
      reference('child', 'cmdb_ci'),
      reference('type', 'cmdb_rel_type'),
      field('connection_strength', 'string', { isChoice: true, defaultValue: 'always' }),
      field('percent_outage', 'integer'),
      field('port', 'integer'),
    ],
  },
];

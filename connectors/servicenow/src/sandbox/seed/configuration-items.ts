import type { Seeder } from './seeder.ts';

/** The relation types of the base system that the seeds use: parent's words, then the child's. */
const relationTypes = [
  'Depends on::Used by',
  'Runs on::Runs',
  'Exchanges data with::Exchanges data with',
  'Contains::Contained by',
];

type Item = readonly [className: string, name: string, values?: Readonly<Record<string, unknown>>];

const linux = { os: 'Linux Red Hat', os_version: '9.4', cpu_count: '8', ram: '32768', disk_space: '512' };
const windows = { os: 'Windows 2022 Standard', cpu_count: '8', ram: '65536', disk_space: '1024' };

const items: readonly Item[] = [
  ['cmdb_ci_service', 'Email', { busines_criticality: '1 - most critical' }],
  ['cmdb_ci_service', 'SAP Enterprise Services', { busines_criticality: '1 - most critical' }],
  ['cmdb_ci_service', 'File Sharing', { busines_criticality: '2 - somewhat critical' }],
  ['cmdb_ci_service', 'Corporate Website', { busines_criticality: '2 - somewhat critical' }],
  ['cmdb_ci_service', 'VPN', { busines_criticality: '1 - most critical' }],
  ['cmdb_ci_appl', 'PS Apache01', { version: '2.4.62', tcp_port: '443' }],
  ['cmdb_ci_appl', 'PS Apache02', { version: '2.4.62', tcp_port: '443' }],
  ['cmdb_ci_appl', 'Exchange Front End', { version: '15.2' }],
  ['cmdb_ci_db_instance', 'PS ORA01', { version: '19c', tcp_port: '1521' }],
  ['cmdb_ci_linux_server', 'PS LinuxApp01', { ...linux, ip_address: '10.10.20.61', used_for: 'Production' }],
  ['cmdb_ci_linux_server', 'PS LinuxApp02', { ...linux, ip_address: '10.10.20.62', used_for: 'Production' }],
  ['cmdb_ci_linux_server', 'lnux100', { ...linux, ip_address: '10.10.20.100', used_for: 'Test' }],
  ['cmdb_ci_win_server', 'EXCH-SD-05', { ...windows, ip_address: '10.10.30.5' }],
  ['cmdb_ci_win_server', 'FileServerFloor1', { ...windows, ip_address: '10.10.30.21' }],
  ['cmdb_ci_netgear', 'nyc rac nr101', { device_type: 'Router', ip_address: '10.10.1.1' }],
  ['cmdb_ci_netgear', 'ny8500-nbxs08', { device_type: 'Switch', ip_address: '10.10.1.8' }],
  ['cmdb_ci_storage_device', 'Storage Area Network 001', { ip_address: '10.10.40.2' }],
  ['cmdb_ci_printer', 'HP LaserJet Floor 2', { ip_address: '10.10.50.12', print_type: 'Laser' }],
  ['cmdb_ci_pc_hardware', 'MacBook Pro 15"', { serial_number: 'ABE-486-V17263-DO', os: 'Mac OS X' }],
  ['cmdb_ci_computer', 'ThinkStation S20', { serial_number: 'IKE-190-A10232-GK', os: 'Windows 11' }],
];

/** Parent, type, child: the parent depends on, runs on, … the child. */
const relations: readonly (readonly [parent: string, type: string, child: string])[] = [
  ['Email', 'Depends on::Used by', 'Exchange Front End'],
  ['Exchange Front End', 'Runs on::Runs', 'EXCH-SD-05'],
  ['SAP Enterprise Services', 'Depends on::Used by', 'PS ORA01'],
  ['SAP Enterprise Services', 'Depends on::Used by', 'PS Apache01'],
  ['SAP Enterprise Services', 'Depends on::Used by', 'PS Apache02'],
  ['PS Apache01', 'Runs on::Runs', 'PS LinuxApp01'],
  ['PS Apache02', 'Runs on::Runs', 'PS LinuxApp02'],
  ['PS LinuxApp01', 'Depends on::Used by', 'PS ORA01'],
  ['PS LinuxApp01', 'Exchanges data with::Exchanges data with', 'PS ORA01'],
  ['PS ORA01', 'Runs on::Runs', 'lnux100'],
  ['File Sharing', 'Depends on::Used by', 'FileServerFloor1'],
  ['FileServerFloor1', 'Depends on::Used by', 'Storage Area Network 001'],
  ['Corporate Website', 'Depends on::Used by', 'PS Apache01'],
  ['VPN', 'Depends on::Used by', 'nyc rac nr101'],
  ['nyc rac nr101', 'Contains::Contained by', 'ny8500-nbxs08'],
];

export function seedConfigurationItems(seeder: Seeder): void {
  const types = new Map(relationTypes.map((name) => [name, insertType(seeder, name)]));
  const ids = new Map(
    items.map(([className, name, values]) => [name, seeder.insert(className, { name, ...values })] as const),
  );
  for (const [parent, type, child] of relations) {
    seeder.insert('cmdb_rel_ci', { parent: ids.get(parent), type: types.get(type), child: ids.get(child) });
  }
}

function insertType(seeder: Seeder, name: string): string {
  const [parent, child] = name.split('::');
  return seeder.insert('cmdb_rel_type', { name, parent_descriptor: parent, child_descriptor: child });
}

/** How careful the server is. `throwaway` is for test databases, which nobody misses after a power cut. */
export type Durability = 'full' | 'throwaway';

/**
 * Settings for one bridge on a small machine. No parallel workers and no separate I/O workers: they cost memory
 * that this load never earns back.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '48MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '512MB',
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_max_workers: '2',
  jit: 'off',
  timezone: 'UTC',
  // After a crash one syncfs instead of an fsync per file; Linux has it.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  lc_messages: 'C',
  // Rows hold ticket text until they are masked: the server's log shows neither statements nor values.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

const carelessness: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Many test files connect at once.
  max_connections: '200',
};

/** Command-line arguments for `postgres`. */
export function serverArguments(cluster: string, socketDirectory: string, durability: Durability): string[] {
  const chosen = {
    ...settings,
    ...(durability === 'throwaway' ? carelessness : {}),
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
  };
  return ['-D', cluster, ...Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

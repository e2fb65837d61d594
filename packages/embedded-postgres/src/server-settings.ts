/** The only role of the server, with a random password, and the database that initdb makes. */
export const SUPERUSER = 'postgres';

/**
 * Settings of the server. They are passed at every start, so a newer version of this package also
 * changes them for existing data. Sized for a machine with 2 cores and a few GB that also runs
 * browsers.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  // Only as much of it is taken as there are data. A search in a million contacts reads up to 300 MB.
  shared_buffers: '512MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // There are no replicas, so less is written.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Planning a JIT costs more than it saves in these queries.
  jit: 'off',
  // A killed client must not keep its locks until its statement ends. Windows cannot detect this.
  client_connection_check_interval: process.platform === 'win32' ? '0' : '1s',
  // Messages of failed statements hold values of rows. So only messages of the server go to the
  // file.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_checkpoints: 'off',
};

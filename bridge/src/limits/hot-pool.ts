import { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ConnectionSettings } from '../store/index.ts';

/** A request waits for these queries: better none than a late answer. */
const queryTimeoutMs = 1_000;

/**
 * Connections of their own for what is asked before every request to a vendor: it never queues behind other work, and
 * does not wait for the disk. What a crash loses of it is at most a moment's counts.
 */
export function openHotPool(connection: ConnectionSettings, logger: Logger): Pool {
  const pool = new Pool({
    ...connection,
    max: 2,
    application_name: 'signalbox-limits',
    connectionTimeoutMillis: queryTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    onConnect: async (client) => {
      client.on('error', () => undefined);
      await client.query('set synchronous_commit = off');
    },
  });
  pool.on('error', (error) =>
    logger.debug({ error: error.message }, 'a connection for shared limits failed'),
  );
  return pool;
}

import { chown, mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Clock, SignalboxError } from '@signalbox/sdk';
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { ConnectionSettings } from '../connection-settings.ts';
import { databaseUser } from './create-cluster.ts';
import { inspectDirectory, makePassableDirectory } from './data-directory.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { clearLeftoverServer, interruptServer, serverPid } from './leftover-server.ts';
import { prepareCluster } from './prepare-cluster.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import type { Durability } from './server-settings.ts';
import type { ServiceAccount } from './service-account.ts';

export interface EmbeddedOptions {
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default `full`. */
  readonly durability?: Durability;
}

/** A PostgreSQL server of our own, started again when it dies. */
export interface EmbeddedServer {
  readonly connection: ConnectionSettings;
  stop(): Promise<void>;
}

/** Recovery after a crash replays at most `max_wal_size`. */
const startTimeoutMs = 60_000;
const pollMs = 15;
const restartDelayMs = 200;
/** What PostgreSQL says while processes of a killed server still hold its memory; they end by themselves. */
const orphansRemain = 'pre-existing shared memory block';
const orphanTries = 50;
const socketPrefix = 'signalbox-pg-';

/**
 * Starts the server of a data directory, making the directory when it is new.
 * @throws `store-in-use`, `store-incompatible` (left untouched), `platform-unsupported`, `store-unavailable`.
 */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const path = resolve(options.directory);
  await inspectDirectory(path);
  await makePassableDirectory(path);
  const lock = await lockDirectory(path);
  try {
    return await startLocked(path, lock, options);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startLocked(
  path: string,
  lock: DirectoryLock,
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const { clock, logger, durability = 'full' } = options;
  const { account, binaries, directory } = await prepareCluster(path, durability);
  const cluster = join(path, 'postgres');
  await clearLeftoverServer(cluster, clock);
  const socketDirectory = await makeSocketDirectory(account);
  const connection: ConnectionSettings = {
    host: socketDirectory,
    port: 5432,
    user: databaseUser,
    password: directory.password,
    database: 'postgres',
  };
  // Without its guard the server would outlive a killed bridge: it is stopped, and started again with a new one.
  const stopUnguarded = async (): Promise<void> => {
    const pid = await serverPid(cluster);
    if (pid !== null) interruptServer(pid);
  };
  const guardLost = (): void => {
    stopUnguarded().catch((error) => logger.error({ error: String(error) }, 'the unguarded server stays'));
  };
  const start = () => startServer({ binaries, cluster, socketDirectory, account, durability, guardLost });
  let server: ServerProcess = start();
  try {
    for (let tries = 0; !(await untilReady(server, connection, clock)); tries += 1) {
      if (tries === orphanTries || !server.log().includes(orphansRemain)) throw notStarted(path, server);
      await clock.sleep(restartDelayMs);
      server = start();
    }
  } catch (error) {
    await server.stop();
    await rm(socketDirectory, { recursive: true, force: true });
    throw error;
  }
  const stopping = new AbortController();

  async function keepRunning(): Promise<void> {
    for (;;) {
      await server.ended;
      if (stopping.signal.aborted) return;
      logger.error({ log: server.log() }, 'the embedded PostgreSQL ended unexpectedly; it is started again');
      await clock.sleep(restartDelayMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await clearLeftoverServer(cluster, clock).catch((error) =>
        logger.error({ error: String(error) }, 'restart'),
      );
      server = start();
    }
  }
  const watch = keepRunning();

  return {
    connection,
    async stop() {
      stopping.abort();
      await server.stop();
      await watch;
      await server.stop();
      // The guard may have been killed: then the server is still there.
      if ((await serverPid(cluster)) !== null) await clearLeftoverServer(cluster, clock);
      await rm(socketDirectory, { recursive: true, force: true });
      await lock.release();
    },
  };
}

/** Short, because the path of a socket may have 100 characters; a killed bridge leaves it empty. */
async function makeSocketDirectory(account: ServiceAccount | null): Promise<string> {
  const base = tmpdir().length > 70 ? '/tmp' : tmpdir();
  for (const name of await readdir(base)) {
    if (!name.startsWith(socketPrefix)) continue;
    const old = await stat(join(base, name)).catch(() => null);
    // rmdir takes empty folders only: a socket in use keeps its own.
    if (old !== null && Date.now() - old.mtimeMs > 60_000)
      await rmdir(join(base, name)).catch(() => undefined);
  }
  const directory = await mkdtemp(join(base, socketPrefix));
  if (account !== null) await chown(directory, account.uid, account.gid);
  return directory;
}

function notStarted(path: string, server: ServerProcess): SignalboxError {
  return new SignalboxError(
    'store-unavailable',
    `The embedded PostgreSQL of ${path} did not start. Its log ends with:\n${server.log()}`,
  );
}

/** False when the server ended instead; throws when it neither ends nor answers. */
async function untilReady(
  server: ServerProcess,
  connection: ConnectionSettings,
  clock: Clock,
): Promise<boolean> {
  let hasEnded = false;
  server.ended.then(() => {
    hasEnded = true;
  });
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += pollMs) {
    if (hasEnded) return false;
    if (await canConnect(connection)) return true;
    await clock.sleep(pollMs);
  }
  throw new SignalboxError(
    'store-unavailable',
    `The embedded PostgreSQL was not ready after ${startTimeoutMs / 1_000} s. Its log ends with:\n${server.log()}`,
  );
}

async function canConnect(connection: ConnectionSettings): Promise<boolean> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 57P03: starting up. Anything else that has a SQLSTATE will not go away by waiting.
    if (code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== '57P03') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@signalbox/sdk';
import { Client } from 'pg';
import { pino } from 'pino';
import { isDirectoryInUse, startEmbeddedServer } from '../store/index.ts';

/** A PostgreSQL server that hands out empty databases. */
export interface ThrowawayServer {
  /** Makes an empty database and returns its URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const directoryPrefix = 'signalbox-test-';
const databasePrefix = 'signalbox_test_';

async function createIn(adminUrl: string): Promise<string> {
  // The name's time lets a later run drop what a killed one left.
  const name = `${databasePrefix}${Date.now()}_${randomBytes(4).toString('hex')}`;
  await query(adminUrl, `create database ${name}`);
  return adminUrl.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`);
}

async function query(url: string, text: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(text);
    return rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}

/** Databases on somebody's server (`TEST_POSTGRES_URL`); those of runs that were killed are dropped after an hour. */
async function outsideServer(url: string): Promise<ThrowawayServer> {
  const made: string[] = [];
  const old = await query(
    url,
    `select datname as name from pg_database where datname like '${databasePrefix}%'`,
  );
  for (const name of old) {
    const age = Date.now() - Number(name.slice(databasePrefix.length).split('_')[0]);
    if (age > 3_600_000) await query(url, `drop database if exists ${name} with (force)`);
  }
  return {
    async createDatabase() {
      const database = await createIn(url);
      made.push(database);
      return database;
    },
    async stop() {
      for (const database of made) {
        const name = /\/([^/?]+)(\?.*)?$/.exec(database)?.[1];
        await query(url, `drop database if exists ${name} with (force)`);
      }
    },
  };
}

async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(directoryPrefix)) continue;
    const directory = join(tmpdir(), name);
    const age = Date.now() - ((await stat(directory).catch(() => null))?.mtimeMs ?? Date.now());
    // A young one may be on its way to being locked.
    if (age > 60_000 && !(await isDirectoryInUse(directory)))
      await rm(directory, { recursive: true, force: true });
  }
}

/** An embedded server without fsync, in a directory that goes when it stops, or with the next run. */
async function ownServer(): Promise<ThrowawayServer> {
  await sweep();
  const directory = await mkdtemp(join(tmpdir(), directoryPrefix));
  const logger = pino({ level: 'silent' });
  const server = await startEmbeddedServer({
    directory,
    clock: systemClock,
    logger,
    durability: 'throwaway',
  });
  const { host, port, user, password } = server.connection;
  const adminUrl = `postgres://${user}:${password}@/postgres?host=${host}&port=${port}`;
  return {
    createDatabase: () => createIn(adminUrl),
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A server for tests: at `TEST_POSTGRES_URL` when that is set, else an embedded one. */
export async function startThrowawayServer(): Promise<ThrowawayServer> {
  const url = process.env.TEST_POSTGRES_URL;
  return url ? await outsideServer(url) : await ownServer();
}

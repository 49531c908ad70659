import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressVariable } from './test-database.ts';
import { startThrowawayServer, type ThrowawayServer } from './throwaway-server.ts';

/**
 * For vitest's `globalSetup`: one PostgreSQL server for all test files of a run, started when the first one asks.
 * Returns the teardown.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-tests-'));
  const address = join(directory, 'databases');
  let server: Promise<ThrowawayServer> | undefined;
  const door = createServer(async (_, response) => {
    try {
      server ??= startThrowawayServer();
      response.end(await (await server).createDatabase());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  door.listen(address, resolve);
  await promise;
  process.env[addressVariable] = address;
  return async () => {
    door.close();
    door.closeAllConnections();
    await (await server?.catch(() => undefined))?.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

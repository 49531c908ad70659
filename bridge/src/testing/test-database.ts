import { request } from 'node:http';
import { startThrowawayServer } from './throwaway-server.ts';

/** Where the run's shared server is asked for databases. */
export const addressVariable = 'SIGNALBOX_TEST_DATABASES';

/** An empty PostgreSQL database. */
export interface TestDatabase {
  /** For `openStore` and `createBridge`. */
  readonly url: string;
  /** Call it after the last connection is closed. */
  drop(): Promise<void>;
}

async function ask(socketPath: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const call = request({ socketPath, path: '/', method: 'POST' }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
  });
  call.once('error', reject).end();
  return await promise;
}

/**
 * An empty database of its own for a test file, on a real server: the one at `TEST_POSTGRES_URL`, or an embedded
 * one, which all files of a vitest run share. Everything is removed when the run ends, also after it was killed.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const shared = process.env[addressVariable];
  if (shared !== undefined) return { url: await ask(shared), drop: async () => undefined };
  const server = await startThrowawayServer();
  return { url: await server.createDatabase(), drop: server.stop };
}

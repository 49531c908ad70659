import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { createTestDatabase } from '@signalbox/bridge/testing';

/** A PostgreSQL server at an address, over TCP and with a password; its network can be cut. */
export interface OutsideServer {
  readonly url: string;
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
}

function target(url: URL): NetConnectOpts {
  const directory = url.searchParams.get('host');
  const port = Number(url.searchParams.get('port') ?? (url.port || 5432));
  return directory ? { path: `${directory}/.s.PGSQL.${port}` } : { host: url.hostname, port };
}

/** An empty database of the run's server (or of `TEST_POSTGRES_URL`), behind a line of its own. */
export async function startOutsideServer(): Promise<OutsideServer> {
  const database = await createTestDatabase();
  // The URL of a server on a socket has no host, which `URL` does not take.
  const url = new URL(database.url.replace('@/', '@socket/'));
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(target(url));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  let port = 0;
  const mend = async (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
    await promise;
    const address = server.address();
    if (typeof address === 'object' && address !== null) port = address.port;
  };
  const cut = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
    await promise;
  };
  await mend();
  return {
    url: `postgres://${url.username}:${url.password}@127.0.0.1:${port}${url.pathname}`,
    cut,
    mend,
    async stop() {
      await cut();
      await database.drop();
    },
  };
}

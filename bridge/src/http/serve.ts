import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { SignalboxError } from '@signalbox/sdk';

export interface ServeOptions {
  readonly app: OpenAPIHono;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
}

export interface HttpServer {
  /** `http://HOST:PORT`. */
  readonly address: string;
  /** No new connections; running requests may end within `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

const defaultGraceMs = 5_000;

/** @throws `configuration` when the port is taken. */
export async function serve({ app, port, host }: ServeOptions): Promise<HttpServer> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  // Longer than the usual load balancer's, so that it never reuses a connection we are closing.
  server.keepAliveTimeout = 75_000;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use`
        : `Cannot listen on ${host}:${port} (${error.code})`;
    reject(
      new SignalboxError(
        'configuration',
        `${why}. Choose another port in the configuration, or 0 for any free one.`,
        {
          cause: error,
        },
      ),
    );
  });
  let isClosing = false;
  server.on('request', (_, response) => {
    response.once('close', () => {
      // The connection is idle only after this event.
      if (isClosing) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.listen(port, host, resolve);
  await promise;
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    address: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${boundPort}`,
    async close(graceMs = defaultGraceMs) {
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      isClosing = true;
      server.close(() => done());
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

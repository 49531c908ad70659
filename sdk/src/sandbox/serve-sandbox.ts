import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ConnectionCut } from './connection-cut.ts';

export interface ServeOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
}

export interface ServedSandbox<Served> {
  /** Without a slash at the end. */
  readonly url: string;
  readonly sandbox: Served;
  /** Ends open connections, too. */
  close(): Promise<void>;
}

interface Answering {
  fetch(request: Request): Promise<Response>;
  /** Where it believes to be; default: where it is served. */
  readonly baseUrl?: string;
}

/**
 * Serves a sandbox over HTTP, so that any client can be pointed at it. Give a function where the sandbox must know
 * its own address: it is called with the URL once the port is known. Rejects when the port is taken.
 */
export async function serveSandbox<Served extends Answering>(
  sandbox: Served | ((url: string) => Served),
  options: ServeOptions = {},
): Promise<ServedSandbox<Served>> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const served = typeof sandbox === 'function' ? sandbox(url) : sandbox;
  server.on('request', (incoming, outgoing) => {
    answer(served, served.baseUrl ?? url, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  return {
    url,
    sandbox: served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  sandbox: Answering,
  url: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await asRequest(url, incoming);
  if (!request) return respond(outgoing, new Response(null, { status: 400 }));
  try {
    await respond(outgoing, await sandbox.fetch(request));
  } catch (error) {
    if (error instanceof ConnectionCut) incoming.socket.destroy();
    else await respond(outgoing, Response.json({ error: 'The sandbox failed.' }, { status: 500 }));
  }
}

/** null for what cannot be a request to the sandbox (a method or target that fetch does not know). */
async function asRequest(url: string, incoming: IncomingMessage): Promise<Request | null> {
  const body = await buffer(incoming);
  const method = incoming.method ?? 'GET';
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  try {
    return new Request(`${new URL(url).origin}${incoming.url}`, {
      method,
      headers,
      ...(hasBody ? { body: new Uint8Array(body) } : {}),
    });
  } catch {
    return null;
  }
}

async function respond(outgoing: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  outgoing.end(body);
}

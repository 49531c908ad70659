import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import {
  consoleDirectory,
  type DeadLetter,
  type DecisionDetail,
  type DecisionItem,
  type ErrorEntry,
  type Governor,
  type Overview,
  type Readiness,
  type Switches,
  type Sync,
  switchTurnSchema,
} from '@signalbox/console';

/** What the bridge would know; tests change it and then send an event. */
export interface FakeState {
  overview: Overview;
  decisions: DecisionItem[];
  details: Map<string, DecisionDetail>;
  switches: Switches;
  deadLetters: DeadLetter[];
  errors: ErrorEntry[];
  governor: Governor;
  readiness: Readiness;
  syncs: Sync[];
  /** Of whoever holds the token. */
  roles: string[];
  /** Answers every API call with this problem. */
  problem: { readonly status: number; readonly title: string; readonly detail: string } | null;
  /** API calls are not answered until it resolves. */
  delay: Promise<void> | null;
}

export interface FakeBridge extends AsyncDisposable {
  readonly url: string;
  readonly state: FakeState;
  /** What was asked for with other methods than GET. */
  readonly sent: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
  send(event: string, data: object): void;
  /** Breaks every connection and refuses new ones, until `back`. */
  vanish(): Promise<void>;
  back(): Promise<void>;
}

export const token = 'a-token-for-tests';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const type = status >= 400 && status !== 503 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

function pageOf(state: FakeState, query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? 50);
  const start = Number(query.get('before') ?? 0);
  const matching = state.decisions.filter(
    (item) =>
      (query.get('site') ?? item.site) === item.site &&
      (query.get('route') ?? item.route) === item.route &&
      item.ticketKey.toLowerCase().includes((query.get('q') ?? '').toLowerCase()),
  );
  const end = start + limit;
  return { items: matching.slice(start, end), next: end < matching.length ? String(end) : null };
}

/** The bridge's HTTP as the console sees it, with the built console at `/console/`. */
export async function startFakeBridge(state: FakeState): Promise<FakeBridge> {
  const directory = await consoleDirectory();
  const sent: { method: string; path: string; body: unknown }[] = [];
  const streams = new Set<ServerResponse>();

  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.replace('/api/v1', '');
    if (request.headers.authorization !== `Bearer ${token}`) {
      return answer(response, 401, { title: 'A token is needed', status: 401 });
    }
    await state.delay;
    if (state.problem !== null) return answer(response, state.problem.status, state.problem);
    if (path === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 1000\n: connected\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
      return;
    }
    if (request.method !== 'GET') {
      const body = await bodyOf(request);
      sent.push({ method: request.method ?? '', path, body });
      const letter = /^\/dead-letters\/([^/]+)/.exec(path)?.[1];
      if (letter !== undefined) state.deadLetters = state.deadLetters.filter((item) => item.id !== letter);
      if (path === '/switch') {
        const turn = switchTurnSchema.parse(body);
        const turned = {
          isPaused: turn.isPaused,
          reason: turn.reason,
          by: 'Ada',
          at: '2026-03-02T09:30:00Z',
        };
        const { global, sites } = state.switches;
        state.switches = {
          global: turn.site === null ? { ...global, ...turned } : global,
          sites: sites.map((one) => (one.site === turn.site ? { ...one, ...turned } : one)),
        };
      }
      return answer(response, 200, {});
    }
    const receiptId = /^\/decisions\/(.+)$/.exec(path)?.[1];
    if (receiptId !== undefined) {
      const detail = state.details.get(decodeURIComponent(receiptId));
      return detail
        ? answer(response, 200, detail)
        : answer(response, 404, { title: 'No such decision', status: 404 });
    }
    if (path.endsWith('/governor')) return answer(response, 200, state.governor);
    if (path.endsWith('/syncs')) return answer(response, 200, { items: state.syncs });
    const answers: Readonly<Record<string, () => unknown>> = {
      '/overview': () => state.overview,
      '/decisions': () => pageOf(state, url.searchParams),
      '/switch': () => state.switches,
      '/dead-letters': () => ({ items: state.deadLetters }),
      '/errors': () => ({ items: state.errors }),
      '/me': () => ({ name: 'Ada', roles: state.roles }),
    };
    const found = answers[path];
    if (found === undefined) return answer(response, 404, { title: 'Not found', status: 404 });
    answer(response, 200, found());
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (url.pathname === '/readyz') {
      return answer(response, state.readiness.status === 'ready' ? 200 : 503, state.readiness);
    }
    if (url.pathname.startsWith('/api/v1/')) return await api(request, response, url);
    const name = url.pathname.replace(/^\/console\//, '') || 'index.html';
    const content = await readFile(join(directory, name));
    response
      .writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' })
      .end(content);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(404).end());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  return {
    url: `http://127.0.0.1:${port}`,
    state,
    sent,
    send(event, data) {
      for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    vanish: close,
    back: () => listen(port),
    async [Symbol.asyncDispose]() {
      if (server.listening) await close();
    },
  };
}

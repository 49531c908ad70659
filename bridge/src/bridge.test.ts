import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestDatabase,
  startTestBridge,
  type TestBridge,
  type TestDatabase,
  webhookSite,
} from './testing/index.ts';

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly isPublic: boolean;
}

let database: TestDatabase;
let bridge: TestBridge;
let consoleDirectory: string;
const site = webhookSite('desk');

beforeAll(async () => {
  consoleDirectory = await mkdtemp(join(tmpdir(), 'signalbox-console-'));
  await writeFile(join(consoleDirectory, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(consoleDirectory, 'app-1a2b3c4d.js'), 'export {};');
  database = await createTestDatabase();
  bridge = await startTestBridge({ database: database.url, sites: [site], consoleDirectory });
});

afterAll(async () => {
  await bridge.stop();
  await database.drop();
  await rm(consoleDirectory, { recursive: true });
});

async function operations(): Promise<Operation[]> {
  const { paths } = await (await bridge.request('/openapi.json', {}, null)).json();
  return Object.entries(paths as Record<string, Record<string, { security?: unknown[] }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        path: path.replace(/\{\w+\}/g, '1'),
        method: method.toUpperCase(),
        isPublic: security?.length === 0,
      })),
  );
}

describe('access', () => {
  it('is open for the webhooks and the probes only; everything else wants a token', async () => {
    const all = await operations();
    expect(
      all
        .filter((operation) => operation.isPublic)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/healthz', '/metrics', '/readyz', '/webhooks/1']);
    for (const { path, method } of all.filter((operation) => !operation.isPublic)) {
      for (const authorization of ['', 'Bearer wrong', 'Basic YTpi']) {
        const headers = { authorization };
        const response = await fetch(`${bridge.address}${path}`, { method, headers });
        expect([path, method, response.status]).toEqual([path, method, 401]);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
      }
    }
  });

  it('gives no role more than it has', async () => {
    const change = {
      method: 'POST',
      body: JSON.stringify({ site: 'desk', isPaused: false, reason: 'test' }),
    };
    for (const role of ['viewer', 'agent', 'tuner', 'auditor']) {
      expect([role, (await bridge.request('/api/v1/switch', change, role)).status]).toEqual([role, 403]);
      expect((await bridge.request('/api/v1/overview', {}, role)).status).toBe(200);
      expect((await bridge.request('/api/v1/tokens', {}, role)).status).toBe(403);
    }
    expect((await bridge.request('/api/v1/switch', change, 'approver')).status).toBe(200);
  });

  it('ends with the token: revoked and expired ones are refused', async () => {
    const create = async (name: string, expiresAt: string | null): Promise<string> => {
      const body = JSON.stringify({ name, roles: ['viewer'], expiresAt });
      const response = await bridge.request('/api/v1/tokens', { method: 'POST', body });
      expect(response.status).toBe(201);
      return (await response.json()).token;
    };
    const see = async (token: string): Promise<number> =>
      (await fetch(`${bridge.address}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
    const lasting = await create('lasting', null);
    const expired = await bridge.tokens.create({
      name: 'expired',
      roles: ['viewer'],
      sites: null,
      expiresAt: '2020-01-01T00:00:00.000Z',
    });
    expect(await see(lasting)).toBe(200);
    expect(await see(expired)).toBe(401);
    expect((await bridge.request('/api/v1/tokens/lasting', { method: 'DELETE' })).status).toBe(204);
    expect(await see(lasting)).toBe(401);
    expect(await (await bridge.request('/api/v1/tokens')).text()).not.toContain(lasting);
  });

  it('gives out no token that could never be used', async () => {
    const post = (content: object): Promise<Response> =>
      bridge.request('/api/v1/tokens', { method: 'POST', body: JSON.stringify(content) });
    for (const [content, detail] of [
      [{ sites: ['dask'] }, 'There is no site "dask". There is "desk".'],
      [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt has passed already'],
    ] as const) {
      const response = await post({ name: 'useless', roles: ['viewer'], ...content });
      expect([response.status, (await response.json()).detail]).toEqual([
        422,
        expect.stringContaining(detail),
      ]);
    }
    expect((await post({ name: 'useless', roles: ['viewer'], sites: [] })).status).toBe(400);
  });

  it('lets an administrator of some sites see and revoke tokens of these sites only', async () => {
    const make = (name: string, sites: readonly string[] | null): Promise<string> =>
      bridge.tokens.create({ name, roles: ['admin'], sites, expiresAt: null });
    const headers = { authorization: `Bearer ${await make('desk administrator', ['desk'])}` };
    await make('of the desk', ['desk']);
    await make('of all sites', null);
    await make('of two sites', ['desk', 'other']);
    const list = await (await fetch(`${bridge.address}/api/v1/tokens`, { headers })).json();
    expect(list.items.map(({ name }: { name: string }) => name)).toEqual([
      'desk administrator',
      'of the desk',
    ]);
    const revoke = async (name: string): Promise<number> =>
      (await fetch(`${bridge.address}/api/v1/tokens/${name}`, { method: 'DELETE', headers })).status;
    expect(await revoke('of all sites')).toBe(404);
    expect(await revoke('of two sites')).toBe(404);
    expect(await revoke('of the desk')).toBe(204);
  });

  it('shows a caller its own sites only', async () => {
    const token = await bridge.tokens.create({
      name: 'elsewhere',
      roles: ['admin'],
      sites: ['other'],
      expiresAt: null,
    });
    const headers = { authorization: `Bearer ${token}` };
    const overview = await (await fetch(`${bridge.address}/api/v1/overview`, { headers })).json();
    expect(overview.sites).toEqual([]);
    expect(overview.total.sinceStart.received).toBe(0);
    expect((await fetch(`${bridge.address}/api/v1/sites/desk/governor`, { headers })).status).toBe(404);
    const body = JSON.stringify({ site: null, isPaused: true, reason: 'not mine' });
    expect((await fetch(`${bridge.address}/api/v1/switch`, { method: 'POST', headers, body })).status).toBe(
      403,
    );
  });
});

describe('errors', () => {
  it.each([
    ['/api/v1/errors?limit=many', 'GET', undefined, 400, 'query.limit'],
    ['/api/v1/switch', 'POST', '{"site":null}', 400, 'body.isPaused'],
    ['/api/v1/switch', 'POST', 'no json', 400, 'JSON'],
    ['/api/v1/dead-letters/x/replay', 'POST', undefined, 400, 'path.id'],
    ['/api/v1/decisions?before=made-up', 'GET', undefined, 400, 'query.before'],
    ['/api/v1/decisions?before=WyJ4IiwieSJd', 'GET', undefined, 400, 'query.before'],
    ['/api/v1/sites/desk/syncs?before=x', 'GET', undefined, 400, 'query.before'],
    ['/api/v1/sites/nowhere/governor', 'GET', undefined, 404, 'nowhere'],
    ['/api/v1/nothing', 'GET', undefined, 404, '/api/v1/nothing'],
    ['/console/../package.json', 'GET', undefined, 404, 'package.json'],
  ])('are problem details: %s', async (path, method, body, status, detail) => {
    const response = await bridge.request(path, { method, body });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status,
      title: expect.any(String),
      type: expect.stringContaining('urn:signalbox:problem:'),
      detail: expect.stringContaining(detail),
    });
  });

  it('are listed with sentences, and counted when they repeat', async () => {
    for (let time = 0; time < 3; time += 1) {
      await fetch(`${bridge.address}/webhooks/desk`, { method: 'POST', body: '{}' });
    }
    const { items } = await (await bridge.request('/api/v1/errors')).json();
    expect(items).toContainEqual(
      expect.objectContaining({
        site: 'desk',
        code: 'signature',
        count: 3,
        message: expect.stringContaining('secret'),
      }),
    );
  });
});

describe('pages', () => {
  it('serves the console with its types and a content security policy, and its routes as one page', async () => {
    const page = await bridge.request('/console/', {}, null);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await (await bridge.request('/console/decisions/12', {}, null)).text()).toContain('Console');
    const script = await bridge.request('/console/app-1a2b3c4d.js', {}, null);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await bridge.request('/console/missing.js', {}, null)).status).toBe(404);
    expect((await bridge.request('/console/..%2f..%2fetc/passwd.txt', {}, null)).status).toBe(404);
  });

  it('describes the API for people without anything from elsewhere', async () => {
    const page = await (await bridge.request('/docs', {}, null)).text();
    expect(page).not.toMatch(/https?:\/\//);
    const script = await bridge.request('/docs/page.js', {}, null);
    expect(script.headers.get('content-type')).toContain('text/javascript');
  });

  it('marks every answer with its request id and security headers', async () => {
    const response = await bridge.request('/healthz', { headers: { 'x-request-id': 'my-request-1' } }, null);
    expect(response.headers.get('x-request-id')).toBe('my-request-1');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await bridge.request('/healthz', {}, null)).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });
});

describe('probes', () => {
  it('say that the bridge is ready, and what it measures', async () => {
    expect(await (await bridge.request('/readyz', {}, null)).json()).toMatchObject({ status: 'ready' });
    await fetch(`${bridge.address}/webhooks/desk`, { method: 'POST', ...site.sign({ ticket: 'measured' }) });
    const metrics = await (await bridge.request('/metrics', {}, null)).text();
    expect(metrics).toContain('signalbox_webhooks_total{site="desk",status="accepted"}');
    expect(metrics).toContain('signalbox_jobs{');
    expect(metrics).not.toContain('measured');
  });
});

describe('the live feed', () => {
  it('tells what happens, to those who may see it', async () => {
    const abort = new AbortController();
    const response = await bridge.request('/api/v1/events', { signal: abort.signal }, 'viewer');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await fetch(`${bridge.address}/webhooks/desk`, {
      method: 'POST',
      ...site.sign({ ticket: 'live', key: 'D-9' }),
    });
    let text = '';
    while (!text.includes('D-9')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('event: ticket.received');
    abort.abort();
  });
});

describe('the kill switch', () => {
  it('reaches another bridge on the same database, and survives a restart', async () => {
    const replica = await startTestBridge({ database: database.url, sites: [site] });
    const seen = new AbortController();
    const response = await replica.request('/api/v1/events', { signal: seen.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(replica.killSwitch.isPaused('desk')).toBe(false);
    const body = JSON.stringify({ site: null, isPaused: true, reason: 'fire drill' });
    const changed = await bridge.request('/api/v1/switch', { method: 'POST', body }, 'approver');
    expect(await changed.json()).toMatchObject({
      global: { isPaused: true, by: 'approver', reason: 'fire drill' },
    });
    let text = '';
    while (!text.includes('switch.changed')) text += (await reader?.read())?.value ?? '';
    expect(replica.killSwitch.isPaused('desk')).toBe(true);
    expect(await replica.killSwitch.isPausedNow('desk')).toBe(true);
    seen.abort();
    await replica.stop();
    const later = await startTestBridge({ database: database.url, sites: [site] });
    expect(later.killSwitch.isPaused('desk')).toBe(true);
    expect(await (await later.request('/api/v1/overview')).json()).toMatchObject({ isPaused: true });
    await later.killSwitch.change({ site: null, isPaused: false, reason: 'over', by: 'test' });
    await later.stop();
  });

  it('counts as thrown when the database has not been heard of for five seconds', async () => {
    let now = Date.now();
    const gate = Promise.withResolvers<void>();
    const clock = { now: () => now, sleep: async () => await gate.promise };
    const stuck = await startTestBridge({ database: database.url, sites: [site], clock });
    expect(stuck.killSwitch.isPaused('desk')).toBe(false);
    now += 5_001;
    expect(stuck.killSwitch.isPaused('desk')).toBe(true);
    const stopping = stuck.stop();
    gate.resolve();
    await stopping;
  });
});

describe('starting', () => {
  it('says so when the port is taken, and closes what it had opened', async () => {
    const port = Number(new URL(bridge.address).port);
    await expect(startTestBridge({ database: database.url, sites: [], port })).rejects.toThrow(
      /Port \d+ is in use/,
    );
  });

  it('makes one administrator in a database without tokens, and says the token once', async () => {
    const own = await createTestDatabase();
    const first = await startTestBridge({ database: own.url, sites: [], tokens: [] });
    const token = first.firstToken;
    expect(token).toMatch(/^sbx_/);
    const me = await fetch(`${first.address}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ roles: ['admin'], sites: null });
    await first.stop();
    const second = await startTestBridge({ database: own.url, sites: [], tokens: [] });
    expect(second.firstToken).toBeNull();
    await second.stop();
    await own.drop();
  });
});

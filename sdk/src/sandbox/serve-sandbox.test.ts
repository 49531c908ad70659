import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import { axiosTransport, type Transport, type TransportRequest } from '../http/index.ts';
import { ConnectionCut } from './connection-cut.ts';
import { sandboxTransport } from './sandbox-transport.ts';
import { type ServedSandbox, serveSandbox } from './serve-sandbox.ts';

/** Says what it was asked; cuts, fails or hangs on request. */
const echo = (baseUrl: string) => ({
  baseUrl,
  effects: 0,
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === '/cut') {
      this.effects += 1;
      throw new ConnectionCut();
    }
    if (url.pathname === '/broken') throw new Error('a mistake in the sandbox');
    if (url.pathname === '/hang') return new Promise<never>(() => undefined);
    if (url.pathname === '/empty') return new Response(null, { status: 204 });
    const body = await request.text();
    return Response.json(
      { url: request.url, method: request.method, body, key: request.headers.get('x-key') },
      { status: 201, headers: { 'x-total-count': '7', location: '/next' } },
    );
  },
});

const served: ServedSandbox<unknown>[] = [];
afterEach(async () => {
  await Promise.all(served.splice(0).map((server) => server.close()));
});

async function overHttp() {
  const server = await serveSandbox(echo);
  served.push(server);
  return { url: server.url, transport: axiosTransport() };
}
async function inProcess() {
  const url = 'http://sandbox.invalid';
  return { url, transport: sandboxTransport(echo(url)) };
}

const request = (url: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'POST',
  url,
  headers: { 'x-key': 'k', 'content-type': 'application/json' },
  body: '{"a":"ä"}',
  timeoutMs: 200,
  signal: undefined,
  ...more,
});

describe.each<[string, () => Promise<{ url: string; transport: Transport }>]>([
  ['over HTTP', overHttp],
  ['in process', inProcess],
])('a sandbox %s', (_, open) => {
  test('gets the request as it was sent, and its answer comes as it was given', async () => {
    const { url, transport } = await open();
    const response = await transport(request(`${url}/a/b?c=%20d`));
    expect(response).toMatchObject({ status: 201, headers: { 'x-total-count': '7', location: '/next' } });
    expect(JSON.parse(response.body)).toEqual({
      url: `${url}/a/b?c=%20d`,
      method: 'POST',
      body: '{"a":"ä"}',
      key: 'k',
    });
    expect(await transport(request(`${url}/empty`, { method: 'GET', body: undefined }))).toMatchObject({
      status: 204,
      body: '',
    });
  });

  test('that cuts the connection leaves its client in doubt', async () => {
    const { url, transport } = await open();
    await expect(transport(request(`${url}/cut`))).rejects.toMatchObject({
      code: 'network',
      isRetryable: true,
      mayHaveTakenEffect: true,
    });
  });

  test('that hangs runs into the time-out, and an abort ends the wait', async () => {
    const { url, transport } = await open();
    await expect(transport(request(`${url}/hang`))).rejects.toMatchObject({
      code: 'timeout',
      mayHaveTakenEffect: true,
    });
    const controller = new AbortController();
    const outcome = transport(request(`${url}/hang`, { signal: controller.signal, timeoutMs: 20_000 }));
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'aborted' });
  });
});

test('a mistake in a sandbox is an answer of 500 over HTTP, and shows itself in process', async () => {
  const { url, transport } = await overHttp();
  expect((await transport(request(`${url}/broken`))).status).toBe(500);
  const direct = await inProcess();
  await expect(direct.transport(request(`${direct.url}/broken`))).rejects.toThrow('a mistake');
});

test('a sandbox that believes to be elsewhere is served all the same', async () => {
  const server = await serveSandbox(echo('https://vendor.example'));
  served.push(server);
  const response = await fetch(`${server.url}//odd?x=1`);
  expect(await response.json()).toMatchObject({ url: 'https://vendor.example//odd?x=1' });
});

test('a port that is taken is an error, and a closed sandbox answers no more', async () => {
  const first = await serveSandbox(echo);
  const port = Number(new URL(first.url).port);
  await expect(serveSandbox(echo, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
  await expect(fetch(first.url)).rejects.toThrow();
});

test('the time-out of an exchange in process is kept by the injected clock', async () => {
  const clock = new ManualClock();
  const outcome = sandboxTransport(
    echo('http://sandbox.invalid'),
    clock,
  )(request('http://sandbox.invalid/hang', { timeoutMs: 60_000 })).catch((error: unknown) => error);
  await clock.advance(60_000);
  expect(await outcome).toMatchObject({ code: 'timeout' });
});

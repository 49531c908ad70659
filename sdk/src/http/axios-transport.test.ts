import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { axiosTransport } from './axios-transport.ts';
import type { TransportRequest } from './transport.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const request = (url: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'POST',
  url,
  headers: { authorization: 'Basic c2VjcmV0', 'content-type': 'application/json' },
  body: '{"summary":"my printer burns"}',
  timeoutMs: 5_000,
  signal: undefined,
  ...more,
});

test('sends method, headers and body as they are, and gives status, lower-case headers and text as they come', async () => {
  const url = await listening((incoming, outgoing) => {
    incoming.setEncoding('utf8');
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      outgoing.writeHead(422, { 'X-Answer': 'yes', 'set-cookie': ['a=1', 'b=2'] });
      outgoing.end(JSON.stringify({ method: incoming.method, type: incoming.headers['content-type'], body }));
    });
  });
  const response = await axiosTransport()(request(url));
  expect(response.status).toBe(422);
  expect(response.headers).toMatchObject({ 'x-answer': 'yes', 'set-cookie': 'a=1, b=2' });
  expect(JSON.parse(response.body)).toEqual({
    method: 'POST',
    type: 'application/json',
    body: '{"summary":"my printer burns"}',
  });
});

test('keeps connections open, and follows no redirect', async () => {
  const ports = new Set<number | undefined>();
  const url = await listening((incoming, outgoing) => {
    ports.add(incoming.socket.remotePort);
    incoming.resume();
    outgoing.writeHead(302, { location: '/elsewhere' }).end();
  });
  const transport = axiosTransport();
  const statuses = [];
  for (let index = 0; index < 3; index += 1) {
    const response = await transport(request(url, { method: 'GET', body: undefined }));
    statuses.push([response.status, response.headers.location, response.body]);
  }
  expect(statuses).toEqual(Array(3).fill([302, '/elsewhere', '']));
  expect(ports.size).toBe(1);
});

describe('without an answer, it is told honestly whether the vendor may have acted', () => {
  test('connection refused: no', async () => {
    const url = await listening(() => undefined);
    servers.splice(0).forEach((server) => {
      server.close();
    });
    await expect(axiosTransport()(request(url))).rejects.toMatchObject({
      code: 'network',
      isRetryable: true,
      mayHaveTakenEffect: false,
    });
  });

  test('a name that does not resolve: no', async () => {
    await expect(axiosTransport()(request('http://nowhere.invalid/x'))).rejects.toMatchObject({
      code: 'network',
      mayHaveTakenEffect: false,
    });
  });

  test('time-out before a connection is there: no', async () => {
    const never = axiosTransport({ lookup: () => undefined });
    await expect(never(request('http://slow.example/', { timeoutMs: 30 }))).rejects.toMatchObject({
      code: 'timeout',
      mayHaveTakenEffect: false,
    });
  });

  test('time-out after sending: yes', async () => {
    const url = await listening((incoming) => incoming.resume());
    await expect(axiosTransport()(request(url, { timeoutMs: 50 }))).rejects.toMatchObject({
      code: 'timeout',
      isRetryable: true,
      mayHaveTakenEffect: true,
    });
  });

  test('connection cut after the request arrived: yes', async () => {
    const url = await listening((incoming) => incoming.on('end', () => incoming.socket.destroy()).resume());
    await expect(axiosTransport()(request(url))).rejects.toMatchObject({
      code: 'network',
      mayHaveTakenEffect: true,
    });
  });

  test('connection cut in the middle of the answer: yes', async () => {
    const url = await listening((incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(200, { 'content-length': '100' });
      outgoing.write('{"half":');
      setImmediate(() => incoming.socket.destroy());
    });
    await expect(axiosTransport()(request(url))).rejects.toMatchObject({
      code: 'network',
      mayHaveTakenEffect: true,
    });
  });

  test('something that is not HTTP: yes, for who knows what it did', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : '';
    await expect(axiosTransport()(request(`http://127.0.0.1:${port}`))).rejects.toMatchObject({
      code: 'network',
      mayHaveTakenEffect: true,
    });
    server.close();
  });

  test('reading has no effect, however it ends', async () => {
    const url = await listening((incoming) => incoming.socket.destroy());
    await expect(axiosTransport()(request(url, { method: 'GET', body: undefined }))).rejects.toMatchObject({
      mayHaveTakenEffect: false,
    });
  });
});

test('an abort ends the wait at once, before and after sending', async () => {
  const url = await listening((incoming) => incoming.resume());
  await expect(axiosTransport()(request(url, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
    code: 'aborted',
    mayHaveTakenEffect: false,
  });
  const controller = new AbortController();
  const arrived = await listening((incoming) => {
    incoming.resume();
    controller.abort();
  });
  await expect(axiosTransport()(request(arrived, { signal: controller.signal }))).rejects.toMatchObject({
    code: 'aborted',
    isRetryable: false,
    mayHaveTakenEffect: true,
  });
});

test('an answer longer than the limit is refused, also when it comes small and unpacks large', async () => {
  const url = await listening((incoming, outgoing) => {
    incoming.resume();
    if (incoming.url === '/packed') {
      outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
    } else outgoing.end('x'.repeat(100_000));
  });
  const transport = axiosTransport({ maxResponseBytes: 10_000 });
  for (const path of ['/plain', '/packed']) {
    await expect(transport(request(url + path))).rejects.toMatchObject({ code: 'too-large' });
  }
});

test('a name that resolves to a link-local address is refused before anything is sent', async () => {
  for (const answer of ['169.254.169.254', [{ address: 'fe80::1', family: 6 }]]) {
    const transport = axiosTransport({
      lookup: (_name, _options, callback) => callback(null, answer as string, 4),
    });
    await expect(transport(request('http://metadata.example/'))).rejects.toMatchObject({
      code: 'forbidden-origin',
      mayHaveTakenEffect: false,
    });
  }
});

test('a link-local address itself is refused, also by those who use the transport without the client', async () => {
  for (const address of ['http://169.254.169.254/token', 'http://[fe80::1]/token', 'http://0xA9FEA9FE/']) {
    await expect(axiosTransport()(request(address))).rejects.toMatchObject({
      code: 'forbidden-origin',
      mayHaveTakenEffect: false,
    });
  }
});

test('no error holds a header, a body or a path', async () => {
  const url = await listening((incoming) => incoming.socket.destroy());
  const error = await axiosTransport()(request(`${url}/rest/customer-4711?token=abc`)).catch(
    (reason: unknown) => reason,
  );
  const { inspect } = await import('node:util');
  const printed = inspect(error, { depth: 10, showHidden: true });
  for (const secret of ['c2VjcmV0', 'printer', '4711', 'abc']) expect(printed).not.toContain(secret);
});

import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { basicAuthentication } from '../authentication/index.ts';
import { ManualClock } from '../clock/index.ts';
import { secretValue } from '../secret/index.ts';
import { createSiteClient, type SiteClientOptions } from './create-site-client.ts';
import type { GovernedRequest } from './governed-transport.ts';
import type { VendorRequest } from './site-client.ts';
import type { TransportResponse } from './transport.ts';

type Answer = Partial<TransportResponse> & { readonly mayHaveTakenEffect?: boolean };

function clientFor(answer: (request: GovernedRequest) => Answer, more: Partial<SiteClientOptions> = {}) {
  const sent: GovernedRequest[] = [];
  const client = createSiteClient({
    site: 'support',
    baseUrl: 'https://example.com/api',
    origins: ['https://files.example.net'],
    authentication: basicAuthentication('integration', secretValue('hunter2-hunter2')),
    governed: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, body: '{}', mayHaveTakenEffect: false, ...answer(request) };
    },
    transport: () => Promise.reject(new Error('not used here')),
    clock: new ManualClock(),
    timeoutMs: 4_000,
    identity: 'signalbox-test',
    ...more,
  });
  return { client, sent };
}

const failureOf = (
  answer: Answer,
  request: Partial<VendorRequest> = {},
  more: Partial<SiteClientOptions> = {},
) =>
  clientFor(() => answer, more)
    .client.request({ method: 'GET', path: '/x', ...request })
    .catch((error: unknown) => error);

test('a request carries JSON, the credentials, and what the governor needs', async () => {
  const { client, sent } = clientFor(() => ({ status: 201, body: '{"id":"1"}' }));
  const response = await client.request({
    method: 'POST',
    path: '/issue',
    body: { summary: 'a' },
    headers: { 'X-Extra': '1' },
    lane: 'interactive',
    ticketId: '10',
  });
  expect(response).toMatchObject({ status: 201, body: { id: '1' } });
  expect(sent[0]).toMatchObject({
    method: 'POST',
    url: 'https://example.com/api/issue',
    body: '{"summary":"a"}',
    timeoutMs: 4_000,
    lane: 'interactive',
    kind: 'write',
    isRepeatable: false,
    ticketId: '10',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'signalbox-test',
      'x-extra': '1',
      authorization: `Basic ${Buffer.from('integration:hunter2-hunter2').toString('base64')}`,
    },
  });
});

test('reading is repeatable by default, writing is not, and a caller may say otherwise', async () => {
  const { client, sent } = clientFor(() => ({}));
  await client.request({ method: 'GET', path: '/x' });
  await client.request({ method: 'PUT', path: '/x' });
  await client.request({ method: 'POST', path: '/search', isRepeatable: true, kind: 'search' });
  expect(sent.map(({ kind, isRepeatable }) => [kind, isRepeatable])).toEqual([
    ['read', true],
    ['write', false],
    ['search', true],
  ]);
});

describe('credentials', () => {
  test('stay with the site: a declared other origin gets neither them nor headers of the caller', async () => {
    const { client, sent } = clientFor(() => ({}));
    await client.request({
      method: 'GET',
      path: 'https://files.example.net/a',
      headers: { cookie: 'session=1', 'x-sn-apikey': 'key', accept: 'application/pdf' },
    });
    expect(sent[0]?.headers).toEqual({ accept: 'application/pdf', 'user-agent': 'signalbox-test' });
  });

  test('are lost on a redirect to a declared origin, and kept on one within the site', async () => {
    const { client, sent } = clientFor((request) => {
      if (request.url.endsWith('/1')) return { status: 302, headers: { location: '/api/2' } };
      if (request.url.endsWith('/2'))
        return { status: 307, headers: { location: 'https://files.example.net/3' } };
      return { body: '"end"' };
    });
    expect((await client.request({ method: 'GET', path: '/1' })).body).toBe('end');
    expect(sent.map(({ headers }) => 'authorization' in headers)).toEqual([true, true, false]);
  });

  test.each(['https://evil.example/', 'http://example.com/api/x', 'http://169.254.169.254/'])(
    'and the request itself never follow a redirect to %s',
    async (location) => {
      const { client, sent } = clientFor(() => ({ status: 302, headers: { location } }));
      await expect(client.request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
        code: 'forbidden-origin',
        site: 'support',
      });
      expect(sent).toHaveLength(1);
    },
  );

  test('are refreshed once after a 401, for writes, too, and then the 401 stands', async () => {
    let refreshes = 0;
    const authentication = {
      headers: async () => ({ authorization: `Bearer ${refreshes}` }),
      refresh: () => {
        refreshes += 1;
        return true;
      },
    };
    const { client, sent } = clientFor(
      (request) => (request.headers.authorization === 'Bearer 0' ? { status: 401 } : { body: '"in"' }),
      { authentication },
    );
    expect((await client.request({ method: 'POST', path: '/x', body: {} })).body).toBe('in');
    expect(sent).toHaveLength(2);

    const refused = clientFor(() => ({ status: 401 }), { authentication });
    await expect(refused.client.request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
      code: 'authentication',
      statusCode: 401,
    });
    expect(refused.sent).toHaveLength(2);
  });
});

test('a redirected write is not sent on', async () => {
  const { client, sent } = clientFor(() => ({ status: 308, headers: { location: '/api/elsewhere' } }));
  await expect(client.request({ method: 'POST', path: '/x', body: {} })).rejects.toMatchObject({
    code: 'vendor-contract',
  });
  expect(sent).toHaveLength(1);
});

test('redirects in a circle end', async () => {
  const { client } = clientFor(() => ({ status: 302, headers: { location: '/api/x' } }));
  await expect(client.request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
    code: 'vendor-contract',
  });
});

describe('a status is an error with a meaning', () => {
  test.each([
    [400, 'rejected'],
    [401, 'authentication'],
    [403, 'permission'],
    [404, 'not-found'],
    [409, 'conflict'],
    [413, 'too-large'],
    [418, 'rejected'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [500, 'vendor-unavailable'],
    [503, 'vendor-unavailable'],
    [300, 'vendor-contract'],
  ])('%i: %s', async (status, code) => {
    expect(await failureOf({ status })).toMatchObject({ code, statusCode: status, site: 'support' });
  });

  test('which says how long to wait, and whether waiting helps', async () => {
    expect(await failureOf({ status: 429, headers: { 'retry-after': '12' } })).toMatchObject({
      isRetryable: true,
      retryAfterMs: 12_000,
    });
    expect(await failureOf({ status: 400 })).toMatchObject({ isRetryable: false, retryAfterMs: undefined });
  });

  test('which says whether a write may be there: after 5xx or an uncertain earlier try, not after a refusal', async () => {
    const write = { method: 'PUT', body: {} } as const;
    expect(await failureOf({ status: 500 }, write)).toMatchObject({ mayHaveTakenEffect: true });
    expect(await failureOf({ status: 500 })).toMatchObject({ mayHaveTakenEffect: false });
    for (const status of [400, 401, 403, 404, 409, 422, 429]) {
      expect(await failureOf({ status }, write)).toMatchObject({ mayHaveTakenEffect: false });
      expect(await failureOf({ status, mayHaveTakenEffect: true }, write)).toMatchObject({
        mayHaveTakenEffect: true,
      });
    }
  });

  test('unless the caller takes it for an answer', async () => {
    const { client } = clientFor(() => ({ status: 404, body: '' }));
    expect(await client.request({ method: 'GET', path: '/x', accept: [404] })).toMatchObject({
      status: 404,
      body: undefined,
    });
  });
});

describe("the vendor's own words", () => {
  const readError: NonNullable<SiteClientOptions['readError']> = (body) => {
    const { message, fields } = body as { message: string; fields: Record<string, string> };
    return { message, fields };
  };
  const complaining = (message: string, fields: Record<string, string>, body: unknown) =>
    failureOf(
      { status: 400, body: JSON.stringify({ message, fields }) },
      { method: 'POST', body },
      { readError },
    );

  test('are kept by field', async () => {
    expect(await complaining('Not valid.', { priority: 'Priority is not on the screen.' }, {})).toMatchObject(
      {
        code: 'rejected',
        message: expect.stringContaining('Not valid.'),
        fields: { priority: 'Priority is not on the screen.' },
      },
    );
  });

  test('never repeat what was sent to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z]{6} [a-z]{6}( [a-z]{3,9}){0,4}$/), async (text) => {
        const body = { fields: { summary: text, nested: [{ deep: `first line\n${text}` }] } };
        const error = await complaining(`Cannot set "${text}".`, { summary: `'${text}' is too long` }, body);
        expect(inspect(error, { depth: 9 })).not.toContain(text);
      }),
      { numRuns: 30 },
    );
  });

  test('that nobody can read are no reason to fail differently', async () => {
    expect(await failureOf({ status: 400, body: '<html>' }, {}, { readError })).toMatchObject({
      code: 'rejected',
      fields: {},
    });
  });
});

test('an answer that is not JSON is said to be so, without its text', async () => {
  const error = await failureOf(
    { status: 200, body: '<html>Sign in, customer 4711</html>', headers: { 'content-type': 'text/html' } },
    { method: 'POST', body: {} },
  );
  expect(error).toMatchObject({ code: 'vendor-contract', mayHaveTakenEffect: true });
  expect(inspect(error)).not.toContain('4711');
});

test('no error of the client holds credentials, an address or a body', async () => {
  for (const status of [400, 401, 403, 404, 429, 500]) {
    const error = await failureOf(
      { status },
      { method: 'POST', path: '/customer-4711', body: { summary: 'my secret printer' } },
    );
    expect(inspect(error, { depth: 9 })).not.toMatch(/hunter2|4711|secret printer|aW50ZWdyYXRpb2/);
  }
});

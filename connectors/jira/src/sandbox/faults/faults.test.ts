import { ConnectionCut, type Fault } from '@signalbox/sdk/sandbox';
import { setupServer } from 'msw/node';
import { beforeEach, expect, test } from 'vitest';
import { authorizationOf, perform } from '../conformance/perform.ts';
import { createJiraSandbox } from '../create-jira-sandbox.ts';
import type { JiraSandbox } from '../jira-sandbox.ts';

const at = Date.UTC(2026, 4, 5, 12);
let sleeps: { readonly durationMs: number; readonly wake: () => void }[];
let sandbox: JiraSandbox;
let id: string;

beforeEach(async () => {
  sleeps = [];
  sandbox = createJiraSandbox({
    clock: {
      now: () => at,
      sleep: (durationMs) => new Promise((wake) => sleeps.push({ durationMs, wake })),
    },
  });
  ({ id } = await sandbox.createTicket({ summary: 'Mail', description: 'x' }));
});

const label = (name: string) =>
  perform(sandbox, {
    method: 'PUT',
    path: `/rest/api/3/issue/${id}`,
    body: { update: { labels: [{ add: name }] } },
  });
const labels = async (): Promise<unknown> =>
  Object((await perform(sandbox, { method: 'GET', path: `/rest/api/3/issue/${id}?fields=labels` })).body)
    .fields.labels;

test.each([
  ['rate-limit', 'jira-quota-global-based', '3'],
  ['rate-limit-date', 'jira-quota-tenant-based', 'Tue, 05 May 2026 12:00:03 GMT'],
  ['rate-limit-burst', 'jira-burst-based', '3'],
  ['rate-limit-ticket', 'jira-per-issue-on-write', '3'],
] as const)('%s is a 429 because of %s, without effect, once', async (kind, reason, retryAfter) => {
  sandbox.addFault({ kind, delayMs: 2500 });
  const reply = await label('a');
  expect(reply.status).toBe(429);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'ratelimit-reason': reason,
    'retry-after': retryAfter,
    'x-ratelimit-remaining': '0',
    'x-ratelimit-limit': expect.stringMatching(/^\d+$/),
    'x-ratelimit-reset': '2026-05-05T12:00:02.500Z',
  });
  expect(await labels()).toEqual([]);
  expect((await label('a')).status).toBe(204);
});

test('unavailable says when to come back only if it was told', async () => {
  sandbox.addFault({ kind: 'unavailable' });
  sandbox.addFault({ kind: 'unavailable', delayMs: 2000 });
  sandbox.addFault({ kind: 'server-error' });
  const replies = [await label('a'), await label('a'), await label('a')];
  expect(replies.map((reply) => [reply.status, reply.headers.get('retry-after')])).toEqual([
    [503, null],
    [503, '2'],
    [500, null],
  ]);
  expect(await labels()).toEqual([]);
});

test('a slow answer comes after its delay', async () => {
  sandbox.addFault({ kind: 'slow', delayMs: 7000, match: /^PUT / });
  const pending = label('a');
  await expect.poll(() => sleeps.map(({ durationMs }) => durationMs)).toEqual([7000]);
  sleeps[0]?.wake();
  expect((await pending).status).toBe(204);
});

test.each([
  ['cut-before-effect', []],
  ['cut-after-effect', ['a']],
] as const)('%s breaks the connection', async (kind, left) => {
  sandbox.addFault({ kind, match: /^PUT / });
  await expect(label('a')).rejects.toBeInstanceOf(ConnectionCut);
  expect(await labels()).toEqual(left);
});

test('a late effect appears after the answer was lost', async () => {
  sandbox.addFault({ kind: 'late-effect', match: /^PUT / });
  await expect(label('a')).rejects.toBeInstanceOf(ConnectionCut);
  expect(await labels()).toEqual([]);
  expect(sleeps.map(({ durationMs }) => durationMs)).toEqual([1500]);
  sleeps[0]?.wake();
  await sandbox.settled();
  expect(await labels()).toEqual(['a']);
});

test('faults hit what they match, as often as they should, and can be cleared', async () => {
  const fault: Fault = { kind: 'server-error', match: /transitions$/, times: 2 };
  sandbox.addFault(fault);
  const transitions = async () =>
    (await perform(sandbox, { method: 'GET', path: `/rest/api/3/issue/${id}/transitions` })).status;
  expect(await labels()).toEqual([]);
  expect([await transitions(), await transitions(), await transitions()]).toEqual([500, 500, 200]);
  sandbox.addFault({ kind: 'server-error', rate: 1 });
  expect(await transitions()).toBe(500);
  sandbox.clearFaults();
  expect(await transitions()).toBe(200);
});

test('as msw handlers it answers fetch, and a cut is a network error', async () => {
  const server = setupServer(...sandbox.handlers);
  server.listen({ onUnhandledFrame: 'error' });
  try {
    const authorization = (await authorizationOf(sandbox, undefined)) ?? '';
    const read = () => fetch(`${sandbox.baseUrl}/rest/api/3/issue/${id}`, { headers: { authorization } });
    expect(await (await read()).json()).toMatchObject({ key: 'SUP-1' });
    sandbox.addFault({ kind: 'cut-before-effect' });
    await expect(read()).rejects.toThrow(TypeError);
  } finally {
    server.close();
  }
});

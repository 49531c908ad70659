import { beforeEach, expect, test } from 'vitest';
import { perform, type Reply } from '../conformance/perform.ts';
import { createJiraSandbox } from '../create-jira-sandbox.ts';
import type { JiraSandbox } from '../jira-sandbox.ts';

/** Forty minutes into an hour. */
const start = Date.UTC(2026, 4, 5, 12, 40);
let now: number;
let sandbox: JiraSandbox;
beforeEach(async () => {
  now = start;
  sandbox = createJiraSandbox({ now: () => now });
  await sandbox.createTicket({ summary: 'One', description: 'x' });
  await sandbox.createTicket({ summary: 'Two', description: 'x' });
});

const read = (as?: 'client'): Promise<Reply> =>
  perform(sandbox, { method: 'GET', path: '/rest/api/3/issue/SUP-1', as });
const edit = (key: string, priority: string): Promise<Reply> =>
  perform(sandbox, {
    method: 'PUT',
    path: `/rest/api/3/issue/${key}`,
    body: { fields: { priority: { name: priority } } },
  });
const limited = (reply: Reply) => [
  reply.status,
  reply.headers.get('ratelimit-reason'),
  reply.headers.get('retry-after'),
];

test('there are none until somebody asks for them', async () => {
  const replies = await Promise.all(Array.from({ length: 300 }, () => read()));
  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
  expect(replies[0]?.headers.has('x-ratelimit-limit')).toBe(false);
});

test('points of an app run out and come back at the top of the hour; traffic with an API token has none', async () => {
  sandbox.setLimits({ pointsPerHour: 5 });
  const first = await read('client');
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '3',
    'x-ratelimit-reset': '2026-05-05T13:00:00.000Z',
  });
  await read('client');
  expect((await read('client')).headers.get('x-ratelimit-nearlimit')).toBe('true');
  const refused = await read('client');
  expect(limited(refused)).toEqual([429, 'jira-quota-global-based', '1200']);
  expect((await read()).status).toBe(200);
  now = Date.UTC(2026, 4, 5, 13);
  expect((await read('client')).status).toBe(200);
});

test('a burst is refused for the rest of its second', async () => {
  sandbox.setLimits({ burst: { GET: 100, POST: 100, PUT: 50, DELETE: 50, getIssue: 3 } });
  expect([await read(), await read(), await read()].map((reply) => reply.status)).toEqual([200, 200, 200]);
  expect(limited(await read())).toEqual([429, 'jira-burst-based', '1']);
  now += 1000;
  expect((await read()).status).toBe(200);
});

test('too many writes to one issue hold back that issue alone, by id or key', async () => {
  sandbox.setLimits('documented');
  const priorities = Array.from({ length: 20 }, (_unused, index) => (index % 2 === 0 ? 'High' : 'Low'));
  for (const priority of priorities) expect((await edit('SUP-1', priority)).status).toBe(204);
  const [ticket] = sandbox.tickets;
  expect(limited(await edit(ticket?.id ?? '', 'Medium'))).toEqual([429, 'jira-per-issue-on-write', '2']);
  expect((await edit('SUP-2', 'High')).status).toBe(204);
  now += 2000;
  expect((await edit('SUP-1', 'Medium')).status).toBe(204);
});

test('a hundred writes in thirty seconds are the most an issue takes', async () => {
  sandbox.setLimits('documented');
  for (let index = 0; index < 100; index += 1) {
    expect((await edit('SUP-1', index % 2 === 0 ? 'High' : 'Low')).status).toBe(204);
    now += 150;
  }
  expect(limited(await edit('SUP-1', 'Medium'))).toEqual([429, 'jira-per-issue-on-write', '15']);
});

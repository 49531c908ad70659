import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { perform } from '../conformance/perform.ts';
import { createJiraSandbox } from '../create-jira-sandbox.ts';
import type { JiraSandbox } from '../jira-sandbox.ts';

/** Midday in UTC, and 14:00 in Berlin, where the integration's account lives. */
const start = Date.UTC(2026, 4, 5, 12);
const minuteMs = 60_000;
let now = start;
let sandbox: JiraSandbox;

beforeAll(async () => {
  sandbox = createJiraSandbox({ now: () => now });
  const tickets = [
    { summary: 'Printer on fire', fields: { labels: ['hot', 'vip'], priority: { name: 'Highest' } } },
    {
      summary: 'New laptop',
      issueType: '[System] Service request',
      fields: { customfield_10050: { value: 'Purchase' } },
    },
    {
      summary: 'Password "forgotten"',
      fields: { customfield_10050: { value: 'Access' }, components: [{ name: 'Accounts' }] },
    },
    { summary: 'Printer queue', fields: { priority: { name: 'Low' } } },
  ];
  for (const ticket of tickets) {
    await sandbox.createTicket({ description: 'Please help.', ...ticket });
    now += minuteMs;
  }
  await sandbox.editTicket('SUP-3', { assignee: 'Ada Agent' });
  await sandbox.commentOn('SUP-4', 'The spooler was restarted.');
});

const search = async (jql: string, more: Record<string, unknown> = {}) =>
  perform(sandbox, {
    method: 'POST',
    path: '/rest/api/3/search/jql',
    body: { jql, fields: ['key', 'summary'], ...more },
  });
const keys = async (jql: string): Promise<readonly string[]> => {
  const { status, body } = await search(jql);
  expect(body).toMatchObject({ issues: expect.anything() });
  expect(status).toBe(200);
  return Object(body).issues.map((issue: { key: string }) => issue.key);
};

test.each([
  ['project = SUP ORDER BY key', ['SUP-1', 'SUP-2', 'SUP-3', 'SUP-4']],
  ['project = "Service Desk" AND NOT issuetype = "[System] Incident"', ['SUP-2']],
  ['NOT labels = cold', ['SUP-1']],
  ['NOT labels = vip', []],
  ['labels in (hot, cold)', ['SUP-1']],
  ['labels != hot', []],
  ['labels is EMPTY order by key', ['SUP-2', 'SUP-3', 'SUP-4']],
  ['Topic = Purchase', ['SUP-2']],
  ['cf[10050] in ("Access", Purchase) ORDER BY cf[10050]', ['SUP-3', 'SUP-2']],
  ['"Topic[Dropdown]" not in (Access)', ['SUP-2']],
  ['"Topic" is not empty order by key desc', ['SUP-3', 'SUP-2']],
  ['issuetype = "[System] Service request"', ['SUP-2']],
  ['priority > Medium', ['SUP-1']],
  ['priority <= Medium ORDER BY priority ASC, key DESC', ['SUP-4', 'SUP-3', 'SUP-2']],
  ['project = SUP ORDER BY priority DESC, created DESC', ['SUP-1', 'SUP-3', 'SUP-2', 'SUP-4']],
  ['summary ~ "printer" ORDER BY key', ['SUP-1', 'SUP-4']],
  ['summary ~ "print*" AND summary !~ fire', ['SUP-4']],
  ['summary ~ "\\"printer queue\\""', ['SUP-4']],
  ['text ~ spooler', ['SUP-4']],
  ['comment ~ "spooler restarted"', ['SUP-4']],
  ['component = Accounts', ['SUP-3']],
  ['assignee = 5f1a7c20d3e84b0012a4c902', ['SUP-3']],
  ['assignee is empty AND reporter != currentUser() ORDER BY key', ['SUP-1', 'SUP-2', 'SUP-4']],
  ['status = Open AND statusCategory = "To Do" AND resolution = Unresolved AND key > SUP-3', ['SUP-4']],
  ['key in (SUP-4, SUP-1) ORDER BY key', ['SUP-1', 'SUP-4']],
  ['(labels = hot OR component = Accounts) AND project = SUP ORDER BY key', ['SUP-1', 'SUP-3']],
  ['!priority = Low && (key = SUP-4 || key = SUP-2)', ['SUP-2']],
] as const)('%s', async (jql, expected) => {
  expect(await keys(jql)).toEqual(expected);
});

describe('moments', () => {
  test.each([
    [`created >= ${start + minuteMs} ORDER BY created ASC`, ['SUP-2', 'SUP-3', 'SUP-4']],
    [`created < ${start + minuteMs}`, ['SUP-1']],
    ['created >= "2026-05-05 14:02" ORDER BY created', ['SUP-4', 'SUP-3']],
    ["created >= '2026/05/05 14:03'", ['SUP-4']],
    ['created < 2026-05-05', []],
    ['created >= -3m ORDER BY key', ['SUP-2', 'SUP-3', 'SUP-4']],
    ['created >= startOfDay() AND created < endOfDay() AND key = SUP-1', ['SUP-1']],
    ['updated >= now()', ['SUP-3', 'SUP-4']],
  ] as const)('%s', async (jql, expected) => {
    expect((await keys(jql)).toSorted()).toEqual(expected.toSorted());
  });

  test('written as dates they are read in the zone of whoever asks', async () => {
    const asAdmin = await perform(createJiraSandbox({ now: () => start, timeZone: 'America/New_York' }), {
      method: 'POST',
      path: '/rest/api/3/search/jql',
      body: { jql: 'created >= "2026-05-05 08:00" OR project = SUP', fields: ['created'] },
    });
    expect(asAdmin.status).toBe(200);
    const there = createJiraSandbox({ now: () => start, timeZone: 'America/New_York' });
    await there.createTicket({ summary: 'x', description: 'y' });
    const found = async (jql: string) =>
      Object((await perform(there, { method: 'POST', path: '/rest/api/3/search/jql', body: { jql } })).body)
        .issues.length;
    expect(await found('created >= "2026-05-05 08:00"')).toBe(1);
    expect(await found('created >= "2026-05-05 08:01"')).toBe(0);
  });
});

test.each([
  ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
  [
    'ORDER BY created',
    'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
  ],
  ['colour = red', "Field 'colour' does not exist or you do not have permission to view it."],
  ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
  ['key = SUP-99', "An issue with key 'SUP-99' does not exist for field 'key'."],
  ['Topic = Weather', "The option 'Weather' for field 'Topic' does not exist."],
  ['summary = Printer', "The operator '=' is not supported by the 'summary' field."],
  ['assignee in membersOf(x)', "Unable to find JQL function 'membersOf()'."],
  ['created > yesterday', /^Date value 'yesterday' for field 'created' is invalid\. Valid formats include/],
  ['project SUP', /^Error in the JQL Query: Expecting operator but got 'SUP'/],
  ['project = SUP summary ~ x', /^Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'summary'/],
  ['project = ', /^Error in the JQL Query: Expecting either a value, list or function/],
  ['summary ~ "open', /^Error in the JQL Query: The quoted string 'open' has not been completed/],
  ['status was Open', /^Error in the JQL Query: The operator 'WAS' is not supported/],
] as const)('refused: %s', async (jql, message) => {
  const reply = await search(jql);
  expect(reply.status).toBe(400);
  const [first] = Object(reply.body).errorMessages;
  if (typeof message === 'string') expect(first).toBe(message);
  else expect(first).toMatch(message);
});

test('a clause and its negation part the issues that have a value, whatever the clauses', async () => {
  const clause = fc.constantFrom(
    'status = Open',
    'priority >= Medium',
    'summary ~ printer',
    'assignee is empty',
    `created > ${start}`,
    'key = SUP-2',
  );
  await fc.assert(
    fc.asyncProperty(clause, clause, async (left, right) => {
      const all = await keys(`project = SUP AND (${left} OR NOT ${left}) ORDER BY key`);
      expect(all).toHaveLength(4);
      const neither = await keys(`NOT (${left} AND ${right}) ORDER BY key`);
      const either = await keys(`NOT ${left} OR NOT ${right} ORDER BY key`);
      expect(neither).toEqual(either);
    }),
    { numRuns: 30 },
  );
});

test('any text is read or refused, never a failure', async () => {
  const words = fc.constantFrom(
    'project',
    '=',
    'SUP',
    '(',
    ')',
    'AND',
    'NOT',
    'in',
    ',',
    '"',
    "'",
    'ORDER',
    'BY',
    'is',
    '-5d',
    'now()',
    '\\',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join(' ')),
      ),
      async (jql) => {
        expect([200, 400]).toContain((await search(jql)).status);
      },
    ),
    { numRuns: 200 },
  );
});

test('pages follow each other through tokens until the last', async () => {
  const seen: string[] = [];
  let token: unknown;
  for (let page = 0; page < 10; page += 1) {
    const { body } = await search('project = SUP ORDER BY key', {
      maxResults: 3,
      ...(token ? { nextPageToken: token } : {}),
    });
    seen.push(...Object(body).issues.map((issue: { key: string }) => issue.key));
    token = Object(body).nextPageToken;
    expect(Object(body).isLast).toBe(token === undefined);
    if (token === undefined) break;
  }
  expect(seen).toEqual(['SUP-1', 'SUP-2', 'SUP-3', 'SUP-4']);
  const wrong = await search('project = IT', { nextPageToken: 'x' });
  expect(wrong.status).toBe(400);
});

test('without fields a page holds ids alone', async () => {
  const reply = await perform(sandbox, {
    method: 'POST',
    path: '/rest/api/3/search/jql',
    body: { jql: 'key = SUP-1' },
  });
  expect(reply.body).toEqual({ issues: [{ id: expect.any(String) }], isLast: true });
});

test('search learns of a change only after the lag, the issue itself at once', async () => {
  const lagging = createJiraSandbox({ now: () => now });
  lagging.setIndexLag(5000);
  const found = async (jql: string) =>
    Object(
      (
        await perform(lagging, {
          method: 'POST',
          path: '/rest/api/3/search/jql',
          body: { jql, fields: ['summary'] },
        })
      ).body,
    ).issues;
  const { key } = await lagging.createTicket({ summary: 'First', description: 'x' });
  expect(await found('project = SUP')).toEqual([]);
  now += 5000;
  expect(await found('project = SUP')).toHaveLength(1);
  await lagging.editTicket(key, { summary: 'Second' });
  expect(await found('project = SUP')).toMatchObject([{ fields: { summary: 'First' } }]);
  const direct = await perform(lagging, { method: 'GET', path: `/rest/api/3/issue/${key}?fields=summary` });
  expect(direct.body).toMatchObject({ fields: { summary: 'Second' } });
  now += 5000;
  expect(await found('summary ~ second')).toMatchObject([{ fields: { summary: 'Second' } }]);
});

import { createHmac } from 'node:crypto';
import type { SandboxWebhook } from '@signalbox/sdk/sandbox';
import { beforeEach, expect, test } from 'vitest';
import { perform } from '../conformance/perform.ts';
import { createJiraSandbox } from '../create-jira-sandbox.ts';
import type { JiraSandbox } from '../jira-sandbox.ts';

const target = 'https://signalbox.example/webhooks/support';
let sent: SandboxWebhook[];
let answers: number[];
let sandbox: JiraSandbox;

/** Sleeps are over at once: what matters is the order, not the time. */
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

beforeEach(() => {
  sent = [];
  answers = [];
  sandbox = createJiraSandbox({
    clock,
    deliver: async (webhook) => {
      sent.push(webhook);
      return { status: answers.shift() ?? 202 };
    },
  });
  sandbox.registerWebhook(target);
});

const bodies = () => sent.map((webhook) => JSON.parse(webhook.body));
const isSigned = ({ body, headers }: SandboxWebhook): boolean =>
  headers['x-hub-signature'] ===
  `sha256=${createHmac('sha256', sandbox.webhookSecret).update(body).digest('hex')}`;

test('a new ticket is told with its text as wiki markup, signed over the body', async () => {
  const { id, key } = await sandbox.createTicket({
    summary: 'Mail',
    description: 'First line\nsecond\n\nUse {this} [link].',
  });
  await sandbox.settled();
  const [webhook] = sent;
  expect(webhook?.url).toBe(target);
  expect(webhook && isSigned(webhook)).toBe(true);
  expect(bodies()[0]).toMatchObject({
    webhookEvent: 'jira:issue_created',
    issue_event_type_name: 'issue_created',
    user: { displayName: 'Cleo Customer', accountType: 'customer' },
    issue: {
      id,
      key,
      fields: { summary: 'Mail', description: 'First line\nsecond\n\nUse \\{this} \\[link].' },
    },
    changelog: {
      items: expect.arrayContaining([expect.objectContaining({ fieldId: 'summary', toString: 'Mail' })]),
    },
  });
});

test('edits, transitions and comments are told, our own included, in order', async () => {
  const { key } = await sandbox.createTicket({ summary: 'Mail', description: 'x' });
  await sandbox.editTicket(key, { customfield_10050: 'Hardware' }, 'Ben Agent');
  const own = (method: string, path: string, body: unknown) =>
    perform(sandbox, { method, path: `/rest/api/3/issue/${key}${path}`, body });
  await own('PUT', '', {
    fields: { priority: { name: 'High' } },
    properties: [{ key: 'signalbox', value: { actionId: 'a' } }],
  });
  await own('POST', '/transitions', { transition: { id: '11' } });
  await sandbox.commentOn(key, 'Looking into it.', { isPublic: false });
  await sandbox.settled();
  expect(
    bodies().map(({ webhookEvent, issue_event_type_name: type, user, comment, changelog }) => [
      webhookEvent,
      type ?? comment.body,
      (user ?? comment.author).displayName,
      changelog?.items.map((item: { fieldId: string }) => item.fieldId).slice(0, 1) ?? comment.jsdPublic,
    ]),
  ).toEqual([
    ['jira:issue_created', 'issue_created', 'Cleo Customer', ['summary']],
    ['jira:issue_updated', 'issue_updated', 'Ben Agent', ['customfield_10050']],
    ['jira:issue_updated', 'issue_updated', 'Signalbox', ['priority']],
    ['jira:issue_updated', 'issue_generic', 'Signalbox', ['status']],
    ['comment_created', 'Looking into it.', 'Ada Agent', false],
  ]);
});

test('an edit that changes nothing is not told', async () => {
  const { key } = await sandbox.createTicket({ summary: 'Mail', description: 'x' });
  await sandbox.editTicket(key, { summary: 'Mail' });
  await sandbox.settled();
  expect(sent).toHaveLength(1);
});

test.each([408, 409, 425, 429, 500, 503])(
  '%i is answered with further tries under the same identifier',
  async (status) => {
    answers = [status, status, 202];
    await sandbox.createTicket({ summary: 'Mail', description: 'x' });
    await sandbox.settled();
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((webhook) => webhook.headers['x-atlassian-webhook-identifier'])).size).toBe(1);
    expect(sent.map((webhook) => webhook.headers['x-atlassian-webhook-retry'])).toEqual([
      undefined,
      '1',
      '2',
    ]);
    expect(sent.every(isSigned)).toBe(true);
  },
);

test.each([200, 202, 400, 401, 404])('%i ends it', async (status) => {
  answers = [status];
  await sandbox.createTicket({ summary: 'Mail', description: 'x' });
  await sandbox.settled();
  expect(sent).toHaveLength(1);
});

test('a duplicate has the same identifier and body, another event another identifier', async () => {
  sandbox.addFault({ kind: 'webhook-duplicate' });
  await sandbox.createTicket({ summary: 'One', description: 'x' });
  await sandbox.createTicket({ summary: 'Two', description: 'x' });
  await sandbox.settled();
  const identifiers = sent.map((webhook) => webhook.headers['x-atlassian-webhook-identifier']);
  expect(sent).toHaveLength(3);
  expect(new Set(identifiers).size).toBe(2);
  expect(new Set(sent.map((webhook) => webhook.body)).size).toBe(2);
});

test('an administrator registers one with a secret of their own, which signs it, or with none, and it is not signed', async () => {
  const register = async (name: string, more: object) =>
    await perform(sandbox, {
      method: 'POST',
      path: '/rest/webhooks/1.0/webhook',
      as: 'admin',
      body: { name, url: `https://${name}.example/`, events: ['jira:issue_created'], ...more },
    });
  expect((await register('own', { secret: 'a secret of my own' })).body).toMatchObject({ isSigned: true });
  expect((await register('open', {})).body).toMatchObject({ isSigned: false });
  expect(JSON.stringify((await register('other', { secret: 'hush' })).body)).not.toContain('hush');
  await sandbox.createTicket({ summary: 'Mail', description: 'x' });
  await sandbox.settled();
  const signatureAt = (name: string) =>
    sent.find(({ url }) => url === `https://${name}.example/`)?.headers['x-hub-signature'];
  const mac = createHmac('sha256', 'a secret of my own')
    .update(sent[0]?.body ?? '')
    .digest('hex');
  expect(signatureAt('own')).toBe(`sha256=${mac}`);
  expect(signatureAt('open')).toBeUndefined();
});

test('a wrong signature is wrong, and comes beside the right one', async () => {
  sandbox.addFault({ kind: 'webhook-wrong-signature' });
  await sandbox.createTicket({ summary: 'Mail', description: 'x' });
  await sandbox.settled();
  expect(sent.map(isSigned)).toEqual([false, true]);
});

test('webhooks can overtake each other', async () => {
  sandbox.addFault({ kind: 'webhook-reorder' });
  const { key } = await sandbox.createTicket({ summary: 'Mail', description: 'x' });
  await sandbox.editTicket(key, { summary: 'Post' });
  await sandbox.settled();
  expect(
    bodies()
      .map((body) => body.webhookEvent)
      .toSorted(),
  ).toEqual(['jira:issue_created', 'jira:issue_updated']);
});

test('an app registers its own, limited by JQL; they carry its token and go silent after thirty days', async () => {
  let now = Date.UTC(2026, 4, 5);
  const delivered: SandboxWebhook[] = [];
  const site = createJiraSandbox({
    now: () => now,
    clock,
    deliver: async (webhook) => {
      delivered.push(webhook);
      return { status: 200 };
    },
  });
  await perform(site, {
    method: 'POST',
    path: '/rest/api/3/webhook',
    as: 'client',
    body: {
      url: target,
      webhooks: [
        { events: ['jira:issue_created'], jqlFilter: 'project = SUP AND issuetype = "[System] Incident"' },
      ],
    },
  });
  await site.createTicket({ summary: 'Mail', description: 'x' });
  await site.createTicket({ summary: 'Printer', description: 'x', issueType: '[System] Change' });
  await site.settled();
  expect(delivered).toHaveLength(1);
  const [scheme, token = ''] = delivered[0]?.headers.authorization?.split(' ') ?? [];
  const [head, claims, signature] = token.split('.');
  expect(scheme).toBe('Bearer');
  expect(
    createHmac('sha256', site.credentials.clientSecret ?? '')
      .update(`${head}.${claims}`)
      .digest('base64url'),
  ).toBe(signature);
  now += 31 * 86_400_000;
  await site.createTicket({ summary: 'Mail again', description: 'x' });
  await site.settled();
  expect(delivered).toHaveLength(1);
});

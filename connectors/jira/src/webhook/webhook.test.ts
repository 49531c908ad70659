import { readdirSync, readFileSync } from 'node:fs';
import {
  secretValue,
  signHmac,
  signJwt,
  type TicketEvent,
  ticketEventSchema,
  type WebhookDelivery,
} from '@signalbox/sdk';
import type { SandboxWebhook } from '@signalbox/sdk/sandbox';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JiraConfiguration, jiraConfigurationSchema } from '../configuration/index.ts';
import { openSandboxSite } from '../testing/index.ts';
import { webhook } from './index.ts';

const recorded = new URL('../../contract/webhooks/', import.meta.url);
const names = readdirSync(recorded).filter((name) => name.endsWith('.json'));
const payloadOf = (name: string): unknown => JSON.parse(readFileSync(new URL(name, recorded), 'utf8'));

const configure = (more: object = {}): JiraConfiguration =>
  jiraConfigurationSchema.parse({
    baseUrl: 'https://example.atlassian.net',
    authentication: { kind: 'api-token', email: 'a@example.com', token: secretValue('t') },
    webhookSecret: secretValue('new'),
    ...more,
  });
const configuration = configure();
const parse = (body: unknown, more?: Partial<JiraConfiguration>): readonly TicketEvent[] =>
  webhook.parse(body, { deliveryId: 'd-1' }, 'support', { ...configuration, ...more });

describe('recorded webhooks', () => {
  it.each([
    ['webhook-issue-created.json', 'created', ['description', 'priority', 'state', 'summary']],
    ['webhook-issue-created-no-description.json', 'created', ['description', 'priority', 'state', 'summary']],
    [
      'webhook-cloud-issue-created-many-fields.json',
      'created',
      [
        'assignee',
        'custom.MJK - Radio Buttons',
        'custom.MJK - Select List 3',
        'description',
        'priority',
        'state',
        'summary',
      ],
    ],
    ['webhook-cloud-issue-updated-custom-field.json', 'updated', ['custom.MJK - Number Field']],
    ['webhook-issue-updated-assigned.json', 'updated', ['assignee']],
    ['webhook-issue-updated-assigned-nobody.json', 'updated', ['assignee']],
    ['webhook-issue-updated-components.json', 'updated', ['custom.Components']],
    ['webhook-issue-updated-edited.json', 'updated', ['description']],
    ['webhook-issue-updated-labels.json', 'updated', ['labels']],
    ['webhook-issue-updated-raised-priority.json', 'updated', ['priority']],
    ['webhook-issue-updated-reopened.json', 'updated', ['state']],
    ['webhook-issue-updated-resolved.json', 'updated', ['state']],
    ['webhook-issue-updated-started-working.json', 'updated', ['state']],
    ['webhook-server-issue-updated-resolved.json', 'updated', ['state']],
    ['webhook-issue-deleted.json', 'deleted', null],
    ['webhook-cloud-comment-created.json', 'commented', null],
    ['webhook-server-comment-created.json', 'commented', null],
    ['webhook-server-issue-updated-commented-1.json', 'commented', null],
  ])('%s is "%s"', (name, type, changed) => {
    const [event, ...more] = parse(payloadOf(name));
    expect(more).toEqual([]);
    expect(ticketEventSchema.parse(event)).toMatchObject({
      id: 'd-1',
      type: `signalbox.ticket.${type}`,
      source: '/sites/support',
      data: { isOwn: false },
    });
    expect(event?.data.changed && [...event.data.changed].sort()).toEqual(changed);
    expect(event?.data.actor?.id).toBeTruthy();
  });

  it('that a comment was deleted is no news', () => {
    expect(parse(payloadOf('webhook-cloud-comment-deleted.json'))).toEqual([]);
  });

  it('are all covered here', () => {
    for (const name of names) expect(() => parse(payloadOf(name)), name).not.toThrow();
    expect(names).toHaveLength(19);
  });

  it('name the issue by its comment’s address where a server leaves the issue out', () => {
    const [event] = parse(payloadOf('webhook-server-comment-created.json'));
    expect(event?.subject).toMatch(/^\d+$/);
    expect(event?.data.key).toBeNull();
  });

  it('carry no ticket text into the event', () => {
    const [event] = parse(payloadOf('webhook-cloud-issue-created-many-fields.json'));
    expect(JSON.stringify(event)).not.toContain('The good description');
  });
});

describe('an event of our own', () => {
  const created = payloadOf('webhook-issue-created.json');

  it('is known by the account', () => {
    expect(parse(created, { accountId: '5c5f880629be9642ba529340' })[0]?.data.isOwn).toBe(true);
    expect(parse(created, { accountId: 'another' })[0]?.data.isOwn).toBe(false);
  });

  it('is known by the reference that ends our comments', () => {
    const comment = payloadOf('webhook-cloud-comment-created.json') as { comment: { body: string } };
    comment.comment.body = 'Set by Signalbox.\n\n(Signalbox action sb-1a2b)';
    expect(parse(comment)[0]?.data.isOwn).toBe(true);
    comment.comment.body = 'Who wrote (Signalbox action sb-1a2b)? Not me.';
    expect(parse(comment)[0]?.data.isOwn).toBe(false);
  });
});

describe('a body that is no ticket’s webhook', () => {
  it.each([
    null,
    [],
    'text',
    {},
    { hello: 'world' },
    { webhookEvent: 'jira:issue_created' },
    { timestamp: 1, webhookEvent: 'jira:issue_created' },
    { timestamp: 1, webhookEvent: 'comment_created', comment: { id: 1, body: 'x' } },
    { timestamp: 1e300, webhookEvent: 'jira:issue_created', issue: { id: '1', key: 'A-1' } },
    {
      timestamp: 1,
      webhookEvent: 'jira:issue_updated',
      issue: { id: '1', key: 'A-1', fields: { updated: 'soon' } },
    },
  ])('is unreadable: %j', (body) => {
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });

  it.each([
    'constructor',
    'worklog_created',
    'jira:version_released',
    'user_created',
    'issue_property_set',
    'sprint_started',
  ])('is news of no interest: %s', (webhookEvent) => {
    expect(parse({ timestamp: 1, webhookEvent })).toEqual([]);
  });

  it('never breaks on anything', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('jira:issue_created', 'comment_created', 'x'),
        (value, webhookEvent) => {
          for (const body of [
            value,
            { timestamp: 1, webhookEvent, issue: value, comment: value, changelog: value },
          ]) {
            try {
              for (const event of parse(body)) ticketEventSchema.parse(event);
            } catch (error) {
              expect(error).toMatchObject({ code: 'unreadable' });
            }
          }
        },
      ),
    );
  });
});

describe('verifying', () => {
  const now = Date.UTC(2026, 5, 1);
  const bodyAt = (timestamp: number): Uint8Array =>
    Buffer.from(JSON.stringify({ timestamp, webhookEvent: 'jira:issue_created' }));
  const delivery = (body: Uint8Array, headers: Record<string, string>): WebhookDelivery => ({
    headers: { 'x-atlassian-webhook-identifier': 'w-1', ...headers },
    body,
    receivedAt: now,
  });
  const signed = (
    body: Uint8Array,
    secret = 'new',
    algorithm: 'sha1' | 'sha256' | 'sha512' = 'sha256',
  ): WebhookDelivery =>
    delivery(body, {
      'x-hub-signature': signHmac(secretValue(secret), {
        body,
        encoding: 'hex',
        prefix: `${algorithm}=`,
        algorithm,
      }),
    });
  const verify = async (given: WebhookDelivery, settings = configuration) =>
    webhook.verify(given, settings, { now: () => now, sleep: async () => undefined });

  it('gives the id that stays the same over retries', async () => {
    expect(await verify(signed(bodyAt(now)))).toMatchObject({ deliveryId: 'w-1' });
    expect(await verify(signed(bodyAt(now), 'new', 'sha512'))).toMatchObject({ deliveryId: 'w-1' });
  });

  it('accepts either of two secrets while one is being replaced', async () => {
    const two = configure({ webhookSecret: [secretValue('old'), secretValue('new')] });
    for (const secret of ['old', 'new']) expect(await verify(signed(bodyAt(now), secret), two)).toBeTruthy();
  });

  it.each([
    ['another secret', signed(bodyAt(now), 'guess')],
    ['no signature', delivery(bodyAt(now), {})],
    ['a changed body', { ...signed(bodyAt(now)), body: bodyAt(now - 1) }],
    ['a weak method', signed(bodyAt(now), 'new', 'sha1')],
    ['a method without a signature', delivery(bodyAt(now), { 'x-hub-signature': 'sha256=' })],
    ['nonsense', delivery(bodyAt(now), { 'x-hub-signature': 'x' })],
    ['a token where none is configured', delivery(bodyAt(now), { authorization: 'Bearer x.y.z' })],
  ])('refuses %s', async (_name, given) => {
    await expect(verify(given)).rejects.toMatchObject({ code: 'signature' });
  });

  it('accepts what Jira retries for two hours, and nothing older', async () => {
    const hour = 3_600_000;
    expect(await verify(signed(bodyAt(now - 1.9 * hour)))).toBeTruthy();
    await expect(verify(signed(bodyAt(now - 2.1 * hour)))).rejects.toMatchObject({ code: 'replay' });
    await expect(verify(signed(bodyAt(now + hour)))).rejects.toMatchObject({ code: 'replay' });
  });

  it('without a secret is possible for the client’s token alone', async () => {
    const { webhookSecret: _, ...bare } = configuration;
    const secret = 'client-secret-of-32-characters-xx';
    const app = {
      ...bare,
      authentication: {
        kind: 'oauth2' as const,
        clientId: 'c',
        clientSecret: secretValue(secret),
        cloudId: 'cloud-1',
        tokenUrl: 'https://auth.atlassian.com/oauth/token',
        apiUrl: 'https://api.atlassian.com',
      },
    };
    expect(webhook.canVerify?.(bare)).toBe(false);
    expect(webhook.canVerify?.(app)).toBe(true);
    expect(webhook.canVerify?.(configuration)).toBe(true);
    const token = await signJwt(
      secretValue(secret),
      { iss: 'c' },
      { issuedAt: now, expiresAt: now + 180_000 },
    );
    expect(await verify(delivery(bodyAt(now), { authorization: `Bearer ${token}` }), app)).toBeTruthy();
    for (const given of [
      signed(bodyAt(now), ''),
      signed(bodyAt(now), 'undefined'),
      delivery(bodyAt(now), {}),
    ]) {
      await expect(verify(given, app)).rejects.toMatchObject({ code: 'signature' });
      await expect(verify(given, bare)).rejects.toMatchObject({ code: 'signature' });
    }
  });

  it('accepts a token made with the client’s secret, and only that', async () => {
    const app = configure({
      authentication: {
        kind: 'oauth2',
        clientId: 'c',
        clientSecret: secretValue('client-secret-of-32-characters-xx'),
        cloudId: 'cloud-1',
      },
    });
    const tokenOf = (secret: string) =>
      signJwt(secretValue(secret), { iss: 'c' }, { issuedAt: now, expiresAt: now + 180_000 });
    const right = await tokenOf('client-secret-of-32-characters-xx');
    const wrong = await tokenOf('another-secret-of-32-characters-x');
    expect(await verify(delivery(bodyAt(now), { authorization: `Bearer ${right}` }), app)).toBeTruthy();
    await expect(
      verify(delivery(bodyAt(now), { authorization: `Bearer ${wrong}` }), app),
    ).rejects.toMatchObject({
      code: 'signature',
    });
    expect(await verify(signed(bodyAt(now)), app)).toBeTruthy();
  });
});

it('reads what the sandbox sends, from signature to event, and knows its own edits', async () => {
  const received: SandboxWebhook[] = [];
  const opened = await openSandboxSite({
    deliver: async (sent) => {
      received.push(sent);
      return { status: 202 };
    },
  });
  opened.sandbox.registerWebhook('https://signalbox.example/webhooks/support');
  const ticket = await opened.newTicket();
  await opened.site.changes?.apply({
    actionId: 'sb-1',
    ticketId: ticket.id,
    ticketKey: ticket.key,
    ticketType: ticket.type,
    project: ticket.project,
    fields: [{ path: 'labels', operation: 'add', from: null, to: { value: 'vpn', label: 'vpn' } }],
    explanation: { markdown: 'why', audience: 'internal' },
  });
  await opened.sandbox.settled();
  const events: TicketEvent[] = [];
  for (const { headers, body } of received) {
    const given = {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body: Buffer.from(body),
      receivedAt: Date.now(),
    };
    const verified = await opened.site.webhook?.verify(given);
    if (verified) events.push(...(opened.site.webhook?.parse(JSON.parse(body), verified) ?? []));
  }
  expect(events[0]).toMatchObject({
    type: 'signalbox.ticket.created',
    subject: ticket.id,
    data: { isOwn: false, version: ticket.version },
  });
  expect(events.find(({ type }) => type.endsWith('updated'))).toMatchObject({
    data: { isOwn: true, changed: ['labels'] },
  });
  expect(events.find(({ type }) => type.endsWith('commented'))?.data.isOwn).toBe(true);
});

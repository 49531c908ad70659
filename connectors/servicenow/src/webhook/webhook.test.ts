import { createHmac } from 'node:crypto';
import { secretValue, ticketEventSchema, type WebhookDelivery } from '@signalbox/sdk';
import type { SandboxWebhook } from '@signalbox/sdk/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serviceNowConfigurationSchema } from '../configuration/index.ts';
import { need, openSandboxSite, PassingClock } from '../testing/open-sandbox-site.ts';
import { webhook } from './index.ts';

const keys = [secretValue('first key of two'), secretValue('second key of two')];
const configuration = serviceNowConfigurationSchema.parse({
  baseUrl: 'https://example.service-now.com',
  authentication: { kind: 'basic', user: 'signalbox', password: secretValue('x') },
  webhookSecret: keys,
  instanceId: 'a'.repeat(32),
});

const message = {
  sent_at: '2026-03-01 09:29:00',
  instance_id: 'a'.repeat(32),
  event: 'update',
  table: 'incident',
  sys_id: 'c537bae64f411200adf9f8e18110c76e',
  number: 'INC0010002',
  sys_mod_count: '4',
  sys_updated_on: '2026-03-01 09:28:59',
  sys_updated_by: 'beth.anglin',
  changed: ['category', 'u_topic', 'work_notes'],
};

function delivered(
  body: unknown,
  key = 'first key of two',
  headers: Record<string, string> = {},
): WebhookDelivery {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    headers: {
      'x-signalbox-signature': createHmac('sha256', key).update(bytes).digest('base64'),
      'x-signalbox-delivery': '5f1c00d2c611227501e75e08b14a38ba',
      ...headers,
    },
    body: bytes,
    receivedAt: Date.UTC(2026, 2, 1, 9, 30),
  };
}

test('a message signed with either live key is taken', async () => {
  for (const key of ['first key of two', 'second key of two']) {
    expect(await webhook.verify(delivered(message, key), configuration, new PassingClock())).toMatchObject({
      deliveryId: '5f1c00d2c611227501e75e08b14a38ba',
    });
  }
});

test('any changed byte, another key, a hexadecimal or missing signature is refused', async () => {
  const clock = new PassingClock();
  const refused = (delivery: WebhookDelivery) =>
    expect(async () => webhook.verify(delivery, configuration, clock)).rejects.toMatchObject({
      code: 'signature',
    });
  await refused(delivered(message, 'another key'));
  const good = delivered(message);
  await refused({ ...good, headers: {} });
  const hex = createHmac('sha256', 'first key of two').update(good.body).digest('hex');
  await refused({ ...good, headers: { 'x-signalbox-signature': hex } });
  await fc.assert(
    fc.asyncProperty(fc.nat(good.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const body = Uint8Array.from(good.body, (byte, index) => (index === at ? byte ^ mask : byte));
      await refused({ ...good, body });
    }),
    { numRuns: 50 },
  );
});

test('a message outside its time window is a replay', async () => {
  const clock = new PassingClock();
  for (const sent of ['2026-03-01 07:29:59', '2026-03-01 09:35:30', 'yesterday']) {
    const delivery = delivered({ ...message, sent_at: sent });
    await expect(async () => webhook.verify(delivery, configuration, clock)).rejects.toMatchObject({
      code: 'replay',
    });
  }
});

test('a clone of the instance is refused, though it knows the secret', async () => {
  const delivery = delivered({ ...message, instance_id: 'b'.repeat(32) });
  await expect(async () => webhook.verify(delivery, configuration, new PassingClock())).rejects.toThrow(
    /clone/,
  );
});

test('a message becomes one event without ticket text', () => {
  const [event] = webhook.parse(message, { deliveryId: 'd-1' }, 'support', configuration);
  expect(ticketEventSchema.parse(event)).toEqual({
    specversion: '1.0',
    id: 'd-1',
    source: '/sites/support',
    type: 'signalbox.ticket.updated',
    subject: message.sys_id,
    time: '2026-03-01T09:28:59.000Z',
    data: {
      key: 'INC0010002',
      actor: { id: 'beth.anglin', name: null, email: null, kind: 'human' },
      changed: ['category', 'custom.u_topic'],
      version: '4',
      isOwn: false,
    },
  });
});

test('our own change is known as ours, another table is no news, another shape is unreadable', () => {
  const parse = (body: unknown) => webhook.parse(body, { deliveryId: null }, 'support', configuration);
  expect(parse({ ...message, sys_updated_by: 'signalbox' })[0]?.data.isOwn).toBe(true);
  expect(parse({ ...message, table: 'sc_task' })).toEqual([]);
  for (const body of [null, [], {}, { ...message, event: 'merge' }, { ...message, changed: 'category' }]) {
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  }
  expect(() => parse({ ...message, number: { text: 'my password is 1234' } })).not.toThrow(/1234/);
});

test('what the sandbox sends is verified and read, each kind as what it is', async () => {
  const told: SandboxWebhook[] = [];
  const world = openSandboxSite({
    deliver: async (item) => {
      told.push(item);
      return { status: 202 };
    },
  });
  world.sandbox.registerWebhook('http://bridge.invalid/webhooks/support');
  const { id, key } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await world.sandbox.editTicket(id, { category: 'access' });
  await world.sandbox.editTicket(id, { comments: 'Hello' });
  await world.sandbox.editTicket(id, { impact: '1', work_notes: 'x' }, 'signalbox');
  await world.sandbox.settled();
  const events = [];
  for (const { headers, body } of told) {
    const delivery = {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body: Buffer.from(body),
      receivedAt: world.clock.now(),
    };
    const verified = await need(world.site.webhook).verify(delivery);
    events.push(...need(world.site.webhook).parse(JSON.parse(body), verified));
  }
  expect(
    events.map((event) => [event.type, event.subject, event.data.key, event.data.version, event.data.isOwn]),
  ).toEqual([
    ['signalbox.ticket.created', id, key, '0', false],
    ['signalbox.ticket.updated', id, key, '1', false],
    ['signalbox.ticket.commented', id, key, '2', false],
    ['signalbox.ticket.updated', id, key, '3', true],
  ]);
  expect(events[1]?.data.changed).toContain('category');
  expect(new Set(events.map((event) => event.id)).size).toBe(4);
});

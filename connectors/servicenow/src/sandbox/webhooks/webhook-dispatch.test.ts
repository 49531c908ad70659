import { createHmac } from 'node:crypto';
import type { Fault, SandboxWebhook } from '@signalbox/sdk/sandbox';
import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { jumpingClock } from '../testing/sandbox-client.ts';

function listeningSandbox(statuses: readonly number[] = []) {
  const deliveries: SandboxWebhook[] = [];
  const sandbox = createServiceNowSandbox({
    seed: 4,
    clock: jumpingClock(),
    deliver: async (webhook) => {
      deliveries.push(webhook);
      return { status: statuses[deliveries.length - 1] ?? 202 };
    },
  });
  sandbox.registerWebhook('http://bridge.invalid/webhooks/support');
  const isGenuine = ({ headers, body }: SandboxWebhook) =>
    headers['X-Signalbox-Signature'] ===
    createHmac('sha256', sandbox.webhookSecret).update(body).digest('base64');
  return { sandbox, deliveries, isGenuine };
}

test('inserts, updates, notes and deletes are told, signed in base64, without any text of the ticket', async () => {
  const { sandbox, deliveries, isGenuine } = listeningSandbox();
  const { id, key } = await sandbox.createTicket({ summary: 'Secret matter', description: 'Salary list' });
  await sandbox.editTicket(id, { category: 'access', impact: '1' });
  await sandbox.editTicket(id, { work_notes: 'private' }, 'david.loo');
  await sandbox.settled();
  expect(deliveries.every(isGenuine)).toBe(true);
  const bodies = deliveries.map(({ body }) => JSON.parse(body));
  const common = { table: 'incident', sys_id: id, number: key, instance_id: sandbox.instanceId };
  expect(bodies).toMatchObject([
    { ...common, event: 'insert', sys_mod_count: 0, changed: [] },
    {
      ...common,
      event: 'update',
      sys_mod_count: 1,
      sys_updated_by: 'beth.anglin',
      changed: expect.arrayContaining(['category', 'impact', 'priority']),
    },
    { ...common, event: 'comment', sys_mod_count: 2, sys_updated_by: 'david.loo', changed: [] },
  ]);
  expect(bodies[0].sent_at).toBe('2026-03-01 09:30:00');
  expect(deliveries.map(({ body }) => body).join()).not.toMatch(/Secret|Salary|private/);
});

test('a message that is not taken is sent again: same bytes, same delivery id', async () => {
  const { sandbox, deliveries } = listeningSandbox([503, 0, 202]);
  await sandbox.createTicket({ summary: 'a', description: '' });
  await sandbox.settled();
  expect(deliveries).toHaveLength(3);
  expect(new Set(deliveries.map(({ body }) => body)).size).toBe(1);
  const ids = new Set(deliveries.map(({ headers }) => headers['X-Signalbox-Delivery']));
  expect(ids.size).toBe(1);
  expect([...ids][0]).toMatch(/^[0-9a-f]{32}$/);
});

test.each<[Fault['kind'], readonly boolean[]]>([
  ['webhook-duplicate', [true, true]],
  ['webhook-wrong-signature', [false, true]],
])('%s: what arrives is genuine as in %j', async (kind, expected) => {
  const { sandbox, deliveries, isGenuine } = listeningSandbox();
  sandbox.addFault({ kind });
  await sandbox.createTicket({ summary: 'a', description: '' });
  await sandbox.settled();
  expect(deliveries.map(isGenuine)).toEqual(expected);
});

test('webhook-reorder: the later message comes first', async () => {
  const deliveries: SandboxWebhook[] = [];
  // Time stands still here, so only being overtaken lets the first message go.
  const sleep = () => new Promise<void>(() => {});
  const sandbox = createServiceNowSandbox({
    clock: { now: () => 0, sleep },
    deliver: async (webhook) => {
      deliveries.push(webhook);
      return { status: 202 };
    },
  });
  sandbox.registerWebhook('http://bridge.invalid/webhooks/support');
  sandbox.addFault({ kind: 'webhook-reorder' });
  const { id } = await sandbox.createTicket({ summary: 'a', description: '' });
  await sandbox.editTicket(id, { category: 'access' });
  await sandbox.settled();
  expect(deliveries.map(({ body }) => JSON.parse(body).event)).toEqual(['update', 'insert']);
});

test('nothing is sent before an address is registered', async () => {
  const sandbox = createServiceNowSandbox({
    deliver: async () => {
      throw new Error('sent without an address');
    },
  });
  await sandbox.createTicket({ summary: 'a', description: '' });
  await sandbox.settled();
  expect(sandbox.journal).toHaveLength(1);
});

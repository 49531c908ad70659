import { createHmac } from 'node:crypto';
import type { SandboxWebhook } from '@signalbox/sdk/sandbox';
import { expect, test } from 'vitest';
import { createServiceNowSandbox } from './create-servicenow-sandbox.ts';

function client(sandbox: ReturnType<typeof createServiceNowSandbox>) {
  const { user, password } = sandbox.credentials;
  return (method: string, path: string, body?: unknown) =>
    sandbox.fetch(
      new Request(`${sandbox.baseUrl}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization: `Basic ${btoa(`${user}:${password}`)}`,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
}

test('an incident goes from a customer through a write of ours to the history', async () => {
  const deliveries: SandboxWebhook[] = [];
  const sandbox = createServiceNowSandbox({
    seed: 1,
    deliver: async (webhook) => {
      deliveries.push(webhook);
      return { status: 202 };
    },
  });
  sandbox.registerWebhook('http://bridge.invalid/webhooks/servicenow');
  const { id, key } = await sandbox.createTicket({
    summary: 'Laptop broken',
    description: 'It does not start.',
    note: 'Hardware',
  });
  expect(key).toBe('INC0010001');
  const send = client(sandbox);
  const patched = await send('PATCH', `/api/now/table/incident/${id}`, {
    category: 'hardware',
    impact: '1',
    urgency: 2,
    work_notes: '[signalbox:a-1] Classified as hardware.',
  });
  expect(patched.status).toBe(200);
  expect(await patched.json()).toMatchObject({
    result: {
      category: 'hardware',
      priority: '2',
      work_notes: '',
      sys_mod_count: '1',
      sys_updated_by: 'signalbox',
    },
  });
  const audit = await send(
    'GET',
    `/api/now/table/sys_audit?sysparm_query=${encodeURIComponent(`documentkey=${id}^fieldname=category`)}&sysparm_fields=fieldname,oldvalue,newvalue,user`,
  );
  expect(await audit.json()).toEqual({
    result: [{ fieldname: 'category', oldvalue: '', newvalue: 'hardware', user: 'signalbox' }],
  });
  await sandbox.settled();
  expect(deliveries.map(({ body }) => JSON.parse(body).event)).toEqual(['insert', 'update']);
  for (const { body, headers } of deliveries) {
    expect(headers['X-Signalbox-Signature']).toBe(
      createHmac('sha256', sandbox.webhookSecret).update(body).digest('base64'),
    );
  }
  expect(sandbox.journal).toMatchObject([
    { kind: 'create', ticketId: id, actionId: null },
    { kind: 'edit', ticketId: id, actor: 'signalbox', actionId: 'a-1', isPublic: false },
  ]);
  expect(sandbox.tickets).toMatchObject([{ id, key, note: 'Hardware', fields: { category: 'hardware' } }]);
});

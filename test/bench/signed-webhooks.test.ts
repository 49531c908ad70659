import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { openSite } from '@signalbox/sdk';
import { expect, it } from 'vitest';
import { recordedWebhooks, signedRequests } from './signed-webhooks.ts';

it('every request is one that the connector accepts and understands, and no two are about one ticket', async () => {
  const { configuration, webhookSecret: secret } = createJiraSandbox();
  const site = openSite(jiraConnector, { name: 'jira', configuration });
  const requests = signedRequests(await recordedWebhooks(), 60, { path: '/webhooks/jira', secret });
  const tickets = new Set<string>();
  const deliveries = new Set<string | null>();
  for (const request of requests) {
    const [head = '', body = ''] = request.toString().split('\r\n\r\n');
    const lines = head.split('\r\n').slice(1);
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.slice(line.indexOf(': ') + 2)]),
    );
    const bytes = new TextEncoder().encode(body);
    expect(headers['content-length']).toBe(String(bytes.byteLength));
    const verified = await site.webhook?.verify({ headers, body: bytes, receivedAt: Date.now() });
    deliveries.add(verified?.deliveryId ?? null);
    for (const event of site.webhook?.parse(JSON.parse(body), { deliveryId: null }) ?? [])
      tickets.add(event.subject);
  }
  expect(deliveries.size).toBe(60);
  expect(tickets.size).toBe(60);
});

import { createHmac } from 'node:crypto';
import { jiraConnector } from '@signalbox/connector-jira';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { openSite, servicePatienceMs } from '@signalbox/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, startLine } from '../support/line.ts';
import { queryRows } from '../support/query-rows.ts';
import { startVendors, type VendorName } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;

beforeAll(async () => {
  vendors = await startVendors();
  const { jira, servicenow } = vendors;
  const options = (name: VendorName) => {
    const { webhookSecret: _, ...configuration } = vendors[name].sandbox.configuration;
    return {
      name,
      configuration: { ...configuration, share: 1 },
      governor: { patienceMs: servicePatienceMs },
    };
  };
  line = await startLine(
    [
      { ...jira, site: openSite(jiraConnector, options('jira')) },
      { ...servicenow, site: openSite(serviceNowConnector, options('servicenow')) },
    ],
    { pollEveryMinutes: 1 / 60 },
  );
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

/** Signatures that a careless comparison with no secret would take. */
function guesses(body: string): Record<string, string>[] {
  return ['', 'undefined', 'null', '[secret]'].flatMap((secret): Record<string, string>[] => {
    const mac = (encoding: 'hex' | 'base64') => createHmac('sha256', secret).update(body).digest(encoding);
    return [{ 'x-hub-signature': `sha256=${mac('hex')}` }, { 'x-signalbox-signature': mac('base64') }];
  });
}

describe.each([['jira'], ['servicenow']] as const)('a site of %s without a webhook secret', (name) => {
  it('takes no webhook, however it is signed: 404, as for a site that is not there', async () => {
    const body = JSON.stringify({
      timestamp: Date.now(),
      webhookEvent: 'jira:issue_created',
      issue: { id: '1', key: 'SUP-1' },
    });
    for (const headers of [{}, ...guesses(body)]) {
      const response = await fetch(`${line.bridge.address}/webhooks/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
    expect(await queryRows(line.databaseUrl, 'select 1 from intake_delivery')).toEqual([]);
  });

  it('has its tickets found by reading, decided and written all the same', async () => {
    const { id } = await vendors[name].sandbox.createTicket({
      summary: 'The printer is dead',
      description: 'No light.',
    });
    await expect.poll(async () => (await line.decisions(id)).length, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => vendors[name].topicOf(id), { timeout: 20_000 }).toBe('Hardware');
  });
});

import { secretValue } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { serviceNowConnector, servicenow } from './index.ts';
import { need, openSandboxSite } from './testing/open-sandbox-site.ts';

test('each way of signing in reads a ticket, and sends its credentials to the instance only', async () => {
  const probe = openSandboxSite();
  const { clientId = '', clientSecret = '', apiKey = '', password = '' } = probe.sandbox.credentials;
  const ways = [
    { kind: 'basic', user: 'signalbox', password: secretValue(password) },
    { kind: 'oauth2', clientId, clientSecret: secretValue(clientSecret) },
    { kind: 'api-key', key: secretValue(apiKey) },
  ];
  for (const authentication of ways) {
    // The same seed makes the same secrets.
    const world = openSandboxSite({}, { authentication, integrationUser: 'signalbox' });
    const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
    expect((await need(world.site.tickets).read(id)).id).toBe(id);
    for (const request of world.sent) expect(new URL(request.url).origin).toBe(world.sandbox.baseUrl);
  }
});

test('a token that the instance ended is replaced', async () => {
  const { clientId = '', clientSecret = '' } = openSandboxSite().sandbox.credentials;
  const authentication = { kind: 'oauth2', clientId, clientSecret: secretValue(clientSecret) };
  const world = openSandboxSite({}, { authentication, integrationUser: 'signalbox' });
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await need(world.site.tickets).read(id);
  world.sandbox.revokeTokens();
  world.clock.pass(60_000);
  expect((await need(world.site.tickets).read(id)).id).toBe(id);
});

test('a limit is waited for, and a failing read is repeated', async () => {
  for (const kind of [
    'rate-limit',
    'rate-limit-date',
    'rate-limit-burst',
    'unavailable',
    'server-error',
  ] as const) {
    const world = openSandboxSite();
    const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
    world.sandbox.addFault({ kind });
    expect((await need(world.site.tickets).read(id)).id).toBe(id);
    expect(world.sent).toHaveLength(2);
  }
});

test('a site is declared in one call', () => {
  const settings = {
    baseUrl: 'https://example.service-now.com',
    authentication: { kind: 'basic', user: 'signalbox', password: secretValue('x') },
    webhookSecret: secretValue('y'),
  } as const;
  expect(servicenow(settings)).toEqual({ connector: serviceNowConnector, configuration: settings });
  expect(serviceNowConnector.name).toBe('servicenow');
});

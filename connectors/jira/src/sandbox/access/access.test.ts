import { beforeEach, expect, test } from 'vitest';
import { authorizationOf, perform } from '../conformance/perform.ts';
import { createJiraSandbox } from '../create-jira-sandbox.ts';
import type { JiraSandbox } from '../jira-sandbox.ts';

let now: number;
let sandbox: JiraSandbox;
beforeEach(async () => {
  now = Date.UTC(2026, 4, 5, 12);
  sandbox = createJiraSandbox({ now: () => now });
  await sandbox.createTicket({ summary: 'Printer', description: 'It smokes.' });
});

const get = async (authorization: string | null, path = '/rest/api/3/issue/SUP-1'): Promise<number> => {
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  return (await sandbox.fetch(new Request(`${sandbox.baseUrl}${path}`, { headers }))).status;
};
const basic = (email: string, token: string): string =>
  `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;

test('without credentials, with wrong ones, or with those of somebody who left, there is no answer but 401', async () => {
  const { email = '', apiToken = '' } = sandbox.credentials;
  expect(await get(null)).toBe(401);
  expect(await get(basic(email, 'wrong'))).toBe(401);
  expect(await get(basic('stranger@example.com', apiToken))).toBe(401);
  expect(await get('Bearer wrong')).toBe(401);
  expect(await get('Basic !')).toBe(401);
  const former = sandbox.credentialsOf('Former Colleague');
  expect(await get(basic(former.email, former.apiToken))).toBe(401);
  expect(await get(basic(email, apiToken))).toBe(200);
});

test('an access token works through the gateway, for an hour, until it is revoked', async () => {
  const token = (await authorizationOf(sandbox, 'client')) ?? '';
  const gateway = `/ex/jira/${sandbox.cloudId}/rest/api/3/issue/SUP-1`;
  expect(await get(token, gateway)).toBe(200);
  now += 3_599_000;
  expect(await get(token, gateway)).toBe(200);
  now += 1000;
  expect(await get(token, gateway)).toBe(401);
  const next = (await authorizationOf(sandbox, 'client')) ?? '';
  expect(await get(next)).toBe(200);
  sandbox.revokeTokens();
  expect(await get(next)).toBe(401);
});

test.each([
  [
    { grant_type: 'client_credentials', client_id: 'sandbox-client', client_secret: 'wrong' },
    401,
    'invalid_client',
  ],
  [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  [{}, 400, 'invalid_request'],
])('the token endpoint refuses %j with %i', async (grant, status, error) => {
  const reply = await perform(sandbox, { method: 'POST', path: '/oauth/token', body: grant, as: 'nobody' });
  expect(reply).toMatchObject({ status, body: { error } });
});

test('what an account may not see is not found, and what it may not do is forbidden', async () => {
  const asCustomer = (method: string, path: string, body?: unknown) =>
    perform(sandbox, { method, path: `/rest/api/3/${path}`, body, as: 'customer' });
  expect((await asCustomer('GET', 'issue/SUP-1')).status).toBe(404);
  expect((await asCustomer('GET', 'project/SUP')).status).toBe(404);
  expect((await asCustomer('POST', 'search/jql', { jql: 'project = SUP' })).body).toMatchObject({
    issues: [],
  });
  const asIntegration = (path: string) => perform(sandbox, { method: 'GET', path });
  expect((await asIntegration('/rest/webhooks/1.0/webhook')).status).toBe(403);
  expect((await asIntegration('/rest/api/3/webhook')).status).toBe(403);
  expect((await asIntegration('/rest/api/3/nothing')).status).toBe(404);
});

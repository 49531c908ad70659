import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { jumpingClock, sandboxClient, search } from '../testing/sandbox-client.ts';

async function threeIncidents() {
  const sandbox = createServiceNowSandbox({ seed: 5, clock: jumpingClock() });
  const ids: string[] = [];
  for (const summary of ['one', 'two', 'three']) {
    ids.push((await sandbox.createTicket({ summary, description: 'text' })).id);
  }
  return { sandbox, ids, path: `/api/now/table/incident/${ids[0]}` };
}

test('hidden columns come back blank, and what is read-only is dropped without a word', async () => {
  const { sandbox, path } = await threeIncidents();
  sandbox.restrictAccount('signalbox', {
    hiddenFields: { incident: ['description'], sys_user: ['email'] },
    readOnlyFields: { task: ['assignment_group'] },
  });
  const send = sandboxClient(sandbox);
  const group = sandbox.records('sys_user_group')[0]?.sys_id;
  const answer = await send('PATCH', path, { assignment_group: group, category: 'access' });
  expect(answer).toMatchObject({
    status: 200,
    result: { description: '', assignment_group: '', category: 'access' },
  });
  const fields = 'description,caller_id.email,caller_id.active';
  const shown = await send('GET', path + search({ sysparm_fields: fields, sysparm_display_value: 'all' }));
  expect(shown.result).toEqual({
    description: { display_value: '', value: '' },
    'caller_id.email': { display_value: '', value: '' },
    'caller_id.active': { display_value: 'true', value: 'true' },
  });
});

test('a page that hides records is short, and yet not the last', async () => {
  const { sandbox } = await threeIncidents();
  sandbox.restrictAccount('signalbox', { hiddenRecords: { incident: 'short_description=two' } });
  const page = (offset: number) =>
    sandboxClient(sandbox)(
      'GET',
      `/api/now/table/incident${search({ sysparm_limit: 2, sysparm_offset: offset, sysparm_fields: 'short_description', sysparm_query: 'ORDERBYnumber' })}`,
    );
  const first = await page(0);
  expect(first.result).toEqual([{ short_description: 'one' }]);
  expect(first.headers.get('x-total-count')).toBe('3');
  expect((await page(2)).result).toEqual([{ short_description: 'three' }]);
});

test('a requester sees their own tickets only, and changes none', async () => {
  const { sandbox, ids } = await threeIncidents();
  const callers = new Map(sandbox.records('sys_user').map((user) => [user.sys_id, user.user_name]));
  const own = sandbox.tickets[0];
  const userName = callers.get(String(own?.fields.caller_id)) ?? '';
  const send = sandboxClient(sandbox, userName);
  for (const [index, id] of ids.entries()) {
    const isOwn = sandbox.tickets[index]?.fields.caller_id === own?.fields.caller_id;
    expect((await send('GET', `/api/now/table/incident/${id}`)).status).toBe(isOwn ? 200 : 404);
  }
  expect((await send('PATCH', `/api/now/table/incident/${ids[0]}`, { category: 'access' })).status).toBe(403);
  expect((await send('GET', '/api/now/table/sys_audit')).status).toBe(403);
  expect((await send('POST', '/api/now/table/incident', { short_description: 'four' })).status).toBe(201);
});

test('an access token is good until it expires or is revoked; an API key always', async () => {
  const clock = jumpingClock();
  const sandbox = createServiceNowSandbox({ seed: 5, clock });
  const { clientId = '', clientSecret = '', apiKey = '' } = sandbox.credentials;
  const token = async (secret: string) => {
    const response = await sandbox.fetch(
      new Request(`${sandbox.baseUrl}/oauth_token.do`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secret,
        }),
      }),
    );
    return { status: response.status, body: await response.json() };
  };
  const statusWith = async (headers: Record<string, string>) =>
    (
      await sandbox.fetch(
        new Request(`${sandbox.baseUrl}/api/now/table/incident`, { headers: { accept: '*/*', ...headers } }),
      )
    ).status;
  expect(await token('wrong')).toEqual({
    status: 401,
    body: { error: 'server_error', error_description: 'access_denied' },
  });
  const issued = await token(clientSecret);
  expect(issued).toMatchObject({
    status: 200,
    body: { token_type: 'Bearer', expires_in: 1799, scope: 'useraccount' },
  });
  const bearer = { authorization: `Bearer ${issued.body.access_token}` };
  expect(await statusWith(bearer)).toBe(200);
  clock.advance(1_800_000);
  expect(await statusWith(bearer)).toBe(401);
  const second = { authorization: `Bearer ${(await token(clientSecret)).body.access_token}` };
  sandbox.revokeTokens();
  expect(await statusWith(second)).toBe(401);
  expect(await statusWith({ 'x-sn-apikey': apiKey })).toBe(200);
  expect(await statusWith({ 'x-sn-apikey': 'wrong' })).toBe(401);
  sandbox.setProperty('glide.oauth.inbound.client.credential.grant_type.enabled', 'false');
  expect((await token(clientSecret)).status).toBe(401);
});

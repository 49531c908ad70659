import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { jumpingClock, sandboxClient, search } from '../testing/sandbox-client.ts';

async function deskWithIncident() {
  const clock = jumpingClock();
  const sandbox = createServiceNowSandbox({ seed: 3, clock });
  const { id } = await sandbox.createTicket({ summary: 'VPN drops', description: 'Every hour.' });
  return { clock, sandbox, id, path: `/api/now/table/incident/${id}`, send: sandboxClient(sandbox) };
}

test('a record is created, read, changed and deleted', async () => {
  const { sandbox, send } = await deskWithIncident();
  const created = await send('POST', '/api/now/table/incident', {
    short_description: 'Mail is slow',
    impact: 2,
  });
  expect(created.status).toBe(201);
  expect(created.result).toMatchObject({
    short_description: 'Mail is slow',
    state: '1',
    incident_state: '1',
    impact: '2',
    urgency: '3',
    priority: '4',
    active: 'true',
    sys_mod_count: '0',
    sys_created_by: 'signalbox',
    sys_created_on: '2026-03-01 09:30:00',
    number: 'INC0010002',
  });
  const path = new URL(created.headers.get('location') ?? '').pathname;
  expect(path).toMatch(/^\/api\/now\/table\/incident\/[0-9a-f]{32}$/);
  expect((await send('PUT', path, { urgency: '1' })).result).toMatchObject({
    priority: '2',
    sys_mod_count: '1',
  });
  expect((await send('GET', path)).result).toMatchObject({ urgency: '1' });
  expect((await send('DELETE', path)).status).toBe(403);
  expect((await sandboxClient(sandbox, 'admin')('DELETE', path)).status).toBe(204);
  expect((await send('GET', path)).status).toBe(404);
});

test('references and choices take the form that was asked for', async () => {
  const { sandbox, send, path } = await deskWithIncident();
  const group = sandbox.records('sys_user_group').find(({ name }) => name === 'Network');
  await send('PATCH', path, { assignment_group: group?.sys_id, category: 'access' });
  const fields = 'assignment_group,category,assigned_to,assignment_group.manager.user_name';
  const link = `${sandbox.baseUrl}/api/now/table/sys_user_group/${group?.sys_id}`;
  const ask = async (parameters: Readonly<Record<string, string>>) =>
    (await send('GET', path + search({ sysparm_fields: fields, ...parameters }))).result;
  const manager = 'beth.anglin';
  expect(await ask({})).toEqual({
    assignment_group: { link, value: group?.sys_id },
    category: 'access',
    assigned_to: '',
    'assignment_group.manager.user_name': manager,
  });
  expect(await ask({ sysparm_exclude_reference_link: 'true' })).toMatchObject({
    assignment_group: group?.sys_id,
  });
  expect(await ask({ sysparm_display_value: 'true' })).toMatchObject({
    assignment_group: { display_value: 'Network', link },
    category: 'Access',
  });
  expect(await ask({ sysparm_display_value: 'all' })).toEqual({
    assignment_group: { display_value: 'Network', link, value: group?.sys_id },
    category: { display_value: 'Access', value: 'access' },
    assigned_to: { display_value: '', value: '' },
    'assignment_group.manager.user_name': { display_value: manager, value: manager },
  });
  expect(await ask({ sysparm_display_value: 'all', sysparm_exclude_reference_link: 'true' })).toMatchObject({
    assignment_group: { display_value: 'Network', value: group?.sys_id },
  });
});

test('people see times in their own zone, and what is stored stays UTC', async () => {
  const { sandbox, path, send } = await deskWithIncident();
  const query = search({ sysparm_fields: 'sys_created_on', sysparm_display_value: 'all' });
  const seen = async (ask: typeof send) => (await ask('GET', path + query)).result;
  const value = '2026-03-01 09:30:00';
  expect(await seen(send)).toEqual({ sys_created_on: { display_value: value, value } });
  expect(await seen(sandboxClient(sandbox, 'beth.anglin'))).toEqual({
    sys_created_on: { display_value: '2026-03-01 01:30:00', value },
  });
});

test('display values are written when the client says that they are', async () => {
  const { sandbox, send, path } = await deskWithIncident();
  const body = { category: 'HR Support', assignment_group: 'Network' };
  const answer = await send(
    'PATCH',
    `${path}?sysparm_input_display_value=true&sysparm_exclude_reference_link=true`,
    body,
  );
  const group = sandbox.records('sys_user_group').find(({ name }) => name === 'Network');
  expect(answer.result).toMatchObject({ category: 'hr_support', assignment_group: group?.sys_id });
});

test('a list is paged, counted and linked; a version decides what an empty one is', async () => {
  const { sandbox, send } = await deskWithIncident();
  for (const summary of ['b', 'c', 'd', 'e']) await sandbox.createTicket({ summary, description: '' });
  const page = await send(
    'GET',
    `/api/now/table/incident${search({ sysparm_limit: 2, sysparm_offset: 2, sysparm_fields: 'number', sysparm_query: 'ORDERBYnumber' })}`,
  );
  expect(page.result).toEqual([{ number: 'INC0010003' }, { number: 'INC0010004' }]);
  expect(page.headers.get('x-total-count')).toBe('5');
  const links = Object.fromEntries(
    [...(page.headers.get('link') ?? '').matchAll(/<([^>]+)>;rel="(\w+)"/g)].map(([, url = '', relation]) => [
      relation,
      new URL(url).searchParams.get('sysparm_offset'),
    ]),
  );
  expect(links).toEqual({ first: '0', prev: '0', next: '4', last: '4' });
  const none = search({ sysparm_query: 'number=NONE' });
  expect(await send('GET', `/api/now/v1/table/incident${none}`)).toMatchObject({ status: 404 });
  expect(await send('GET', `/api/now/v2/table/incident${none}`)).toMatchObject({ status: 200, result: [] });
});

test('work notes and comments become journal rows, and only comments are public', async () => {
  const { sandbox, send, path, id, clock } = await deskWithIncident();
  await send('PATCH', path, { work_notes: '[signalbox:a-1] Looks like access.' });
  clock.advance(60_000);
  await send('PATCH', path, { comments: 'We are on it.' });
  const plain = await send('GET', `${path}?sysparm_fields=work_notes,comments,sys_mod_count`);
  expect(plain.result).toEqual({ work_notes: '', comments: '', sys_mod_count: '2' });
  const shown = await send(
    'GET',
    `${path}?sysparm_fields=comments_and_work_notes&sysparm_display_value=true`,
  );
  expect(shown.result).toEqual({
    comments_and_work_notes:
      '2026-03-01 09:31:00 - Signalbox Integration (Additional comments)\nWe are on it.\n\n' +
      '2026-03-01 09:30:00 - Signalbox Integration (Work notes)\n[signalbox:a-1] Looks like access.\n\n',
  });
  const query = `element_id=${id}^element=work_notes^valueLIKE[signalbox:a-1]`;
  const rows = await send(
    'GET',
    `/api/now/table/sys_journal_field${search({ sysparm_query: query, sysparm_fields: 'value,sys_created_by' })}`,
  );
  expect(rows.result).toEqual([{ value: '[signalbox:a-1] Looks like access.', sys_created_by: 'signalbox' }]);
  expect(sandbox.journal.slice(1)).toMatchObject([
    { kind: 'comment', actionId: 'a-1', isPublic: false, fields: ['work_notes'] },
    { kind: 'comment', actionId: null, isPublic: true, fields: ['comments'] },
  ]);
});

test('every changed column is in the history with both values; writing the same again changes nothing', async () => {
  const { sandbox, send, path, id } = await deskWithIncident();
  await send('PATCH', path, { category: 'access', urgency: '1' });
  await send('PATCH', path, { category: 'access', urgency: '1' });
  await sandbox.editTicket(id, { category: 'storage' }, 'david.loo');
  const fields = 'fieldname,oldvalue,newvalue,user,record_checkpoint';
  const query = `tablename=incident^documentkey=${id}^fieldnameINcategory,priority^ORDERBYrecord_checkpoint`;
  const audit = await send(
    'GET',
    `/api/now/table/sys_audit${search({ sysparm_query: query, sysparm_fields: fields })}`,
  );
  expect(audit.result).toEqual([
    { fieldname: 'priority', oldvalue: '5', newvalue: '3', user: 'signalbox', record_checkpoint: '1' },
    { fieldname: 'category', oldvalue: '', newvalue: 'access', user: 'signalbox', record_checkpoint: '1' },
    {
      fieldname: 'category',
      oldvalue: 'access',
      newvalue: 'storage',
      user: 'david.loo',
      record_checkpoint: '2',
    },
  ]);
  expect(sandbox.journal.map(({ kind }) => kind)).toEqual(['create', 'edit', 'edit']);
});

test('priority cannot be written; states ask for what they need', async () => {
  const { send, path } = await deskWithIncident();
  expect((await send('PATCH', path, { priority: '1', number: 'INC1' })).result).toMatchObject({
    priority: '5',
    number: 'INC0010001',
    sys_mod_count: '0',
  });
  expect((await send('PATCH', path, { state: '3' })).status).toBe(403);
  expect((await send('PATCH', path, { state: '3', hold_reason: '1' })).result).toMatchObject({
    incident_state: '3',
  });
  const refused = await send('PATCH', path, { state: '6' });
  expect(refused).toMatchObject({
    status: 403,
    body: {
      error: {
        message: 'Operation Failed',
        detail:
          'Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes',
      },
      status: 'failure',
    },
  });
  const inserted = await send('POST', '/api/now/table/incident', { incident_state: '2' });
  expect(inserted.result).toMatchObject({ state: '2' });
  const resolution = { incident_state: '6', close_code: 'Solution provided', close_notes: 'New cable.' };
  expect((await send('PATCH', path, resolution)).result).toMatchObject({
    state: '6',
    resolved_at: '2026-03-01 09:30:00',
  });
  expect((await send('PATCH', path, { state: '2' })).result).toMatchObject({
    reopen_count: '1',
    resolved_at: '',
  });
});

test('requests that are not well-formed are refused with the platform’s own errors', async () => {
  const { sandbox, path, send } = await deskWithIncident();
  const { user, password } = sandbox.credentials;
  const raw = (init: RequestInit) => sandbox.fetch(new Request(`${sandbox.baseUrl}${path}`, init));
  const authorization = `Basic ${btoa(`${user}:${password}`)}`;
  const json = { authorization, accept: 'application/json', 'content-type': 'application/json' };
  const statusOf = async (init: RequestInit) => (await raw(init)).status;
  expect(await statusOf({ headers: { authorization } })).toBe(400);
  expect(await statusOf({ headers: { authorization, accept: 'application/xml' } })).toBe(406);
  expect(await statusOf({ headers: { accept: 'application/json' } })).toBe(401);
  expect(await statusOf({ headers: { ...json, authorization: 'Basic AAAA' } })).toBe(401);
  expect(await statusOf({ method: 'PATCH', headers: json, body: '{' })).toBe(400);
  expect(await statusOf({ method: 'PATCH', headers: json, body: '[]' })).toBe(400);
  expect(
    await statusOf({ method: 'PATCH', headers: { ...json, 'content-type': 'text/plain' }, body: '{}' }),
  ).toBe(415);
  expect(
    await statusOf({
      method: 'PATCH',
      headers: { authorization, accept: '*/*' },
      body: new Uint8Array([123]),
    }),
  ).toBe(400);
  expect((await send('POST', path, {})).status).toBe(405);
  expect((await send('GET', '/api/now/table/nothing')).body).toEqual({
    error: { message: 'Invalid table nothing', detail: null },
    status: 'failure',
  });
  const script = search({ sysparm_query: 'sys_created_on>javascript:gs.daysAgo(1)' });
  expect((await send('GET', `/api/now/table/incident${script}`)).status).toBe(400);
});

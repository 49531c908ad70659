import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { serveSandbox } from '@signalbox/sdk/sandbox';
import { afterAll, expect, test } from 'vitest';
import { createServiceNowSandbox } from './create-servicenow-sandbox.ts';

/**
 * A client that knows nothing of Signalbox: plain `fetch` over HTTP, written from the vendor's Table API, CMDB
 * Instance API and OAuth documentation.
 */
const { url, sandbox, close } = await serveSandbox((baseUrl) =>
  createServiceNowSandbox({ baseUrl, seed: 11 }),
);
afterAll(close);
const { clientId = '', clientSecret = '' } = sandbox.credentials;

interface Records {
  readonly result: readonly Readonly<Record<string, string>>[];
}
interface OneRecord {
  readonly result: Readonly<Record<string, string>>;
}

async function accessToken(): Promise<string> {
  const response = await fetch(`${url}/oauth_token.do`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const body = (await response.json()) as { readonly access_token: string };
  return body.access_token;
}
const headers = {
  Accept: 'application/json',
  'Content-Type': 'application/json',
  Authorization: `Bearer ${await accessToken()}`,
};

async function create(fields: Readonly<Record<string, string>>): Promise<OneRecord['result']> {
  const response = await fetch(`${url}/api/now/table/incident?sysparm_exclude_reference_link=true`, {
    method: 'POST',
    headers,
    body: JSON.stringify(fields),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as OneRecord).result;
}

test('an incident lives from New to Closed', async () => {
  const caller = await fetch(`${url}/api/now/table/sys_user?sysparm_query=user_name=abel.tuter`, { headers });
  const [user] = ((await caller.json()) as Records).result;
  const { sys_id: id, number = '' } = await create({
    short_description: 'Unable to connect to office wifi',
    caller_id: user?.sys_id ?? '',
    urgency: '2',
    impact: '1',
  });
  const change = async (fields: Readonly<Record<string, string>>) => {
    const response = await fetch(`${url}/api/now/table/incident/${id}?sysparm_display_value=true`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify(fields),
    });
    return ((await response.json()) as OneRecord).result;
  };
  expect(number).toMatch(/^INC\d{7}$/);
  expect(await change({ state: '2', comments: 'We are on it.' })).toMatchObject({
    state: 'In Progress',
    priority: '2 - High',
  });
  expect(
    await change({ state: '6', close_code: 'Solution provided', close_notes: 'Replaced.' }),
  ).toMatchObject({
    state: 'Resolved',
    resolved_by: { display_value: 'Signalbox Integration' },
  });
  expect(await change({ state: '7' })).toMatchObject({
    state: 'Closed',
    active: 'false',
    sys_mod_count: '3',
  });
});

test('following rel="next" visits every record once', async () => {
  for (let index = 0; index < 5; index += 1) await create({ short_description: `paged ${index}` });
  const seen: string[] = [];
  let next: string | undefined =
    `${url}/api/now/table/incident?sysparm_limit=2&sysparm_fields=number&sysparm_query=short_descriptionSTARTSWITHpaged%5EORDERBYnumber`;
  while (next) {
    const page: Response = await fetch(next, { headers });
    seen.push(...((await page.json()) as Records).result.map(({ number = '' }) => number));
    next = /<([^>]+)>;rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test('categories and their subcategories are read from sys_choice', async () => {
  const query = encodeURIComponent('name=incident^element=category^inactive=false^ORDERBYsequence');
  const response = await fetch(
    `${url}/api/now/table/sys_choice?sysparm_query=${query}&sysparm_fields=label,value`,
    {
      headers,
    },
  );
  expect(((await response.json()) as Records).result).toEqual([
    { label: 'Hardware', value: 'hardware' },
    { label: 'HR Support', value: 'hr_support' },
    { label: 'Access', value: 'access' },
    { label: 'Miscellaneous', value: 'miscellaneous' },
    { label: 'Storage', value: 'storage' },
    { label: 'Purchase', value: 'purchase' },
    { label: 'Internal Project', value: 'internal_project' },
    { label: 'Administrative rights', value: 'administrative_rights' },
  ]);
});

test('a cut connection is an error for the client, and what it did can be found', async () => {
  const { sys_id: id } = await create({ short_description: 'cut' });
  sandbox.addFault({ kind: 'cut-after-effect', match: /^PATCH/ });
  const lost = fetch(`${url}/api/now/table/incident/${id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ work_notes: 'once' }),
  });
  await expect(lost).rejects.toThrow(TypeError);
  const query = encodeURIComponent(`element_id=${id}^element=work_notes`);
  const found = await fetch(`${url}/api/now/table/sys_journal_field?sysparm_query=${query}`, { headers });
  expect(((await found.json()) as Records).result).toMatchObject([{ value: 'once' }]);
});

test('messages reach a listener over HTTP with a signature that node’s own crypto confirms', async () => {
  const received: { readonly body: string; readonly signature: string | undefined }[] = [];
  const listener = createServer(async (request, response) => {
    const signature = request.headers['x-signalbox-signature'];
    received.push({ body: await text(request), signature: String(signature) });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  sandbox.registerWebhook(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/webhooks/support`);
  try {
    await create({ short_description: 'heard' });
    await sandbox.settled();
    expect(received).toHaveLength(1);
    for (const { body, signature } of received) {
      expect(signature).toBe(createHmac('sha256', sandbox.webhookSecret).update(body).digest('base64'));
    }
  } finally {
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  }
});

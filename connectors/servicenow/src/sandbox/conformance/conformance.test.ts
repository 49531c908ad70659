import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { routes } from '../routes/index.ts';
import type { Probe } from './probe.ts';
import { probes } from './probes.ts';
import { differences } from './shape.ts';

const sandbox = createServiceNowSandbox({ seed: 7 });
const { id: incident } = await sandbox.createTicket({ summary: 'Printer jams', description: 'Floor 2.' });
await sandbox.editTicket(incident, { category: 'hardware', work_notes: 'Looking into it.' });
const group = sandbox.records('sys_user_group')[0]?.sys_id;
sandbox.insertRecord('incident', { short_description: 'Another', assignment_group: group });
sandbox.insertRecord('change_request', { short_description: 'Swap the printer' });
sandbox.insertRecord('sc_req_item', { short_description: 'Toner' });
const all = probes({
  incident,
  problem: sandbox.insertRecord('problem', { short_description: 'Printers jam' }),
  linuxServer: sandbox.records('cmdb_ci_linux_server')[0]?.sys_id ?? '',
  clientId: sandbox.credentials.clientId ?? '',
  clientSecret: sandbox.credentials.clientSecret ?? '',
});

async function ask(probe: Probe): Promise<Response> {
  const { adminUser, adminPassword } = sandbox.credentials;
  const headers = new Headers({ accept: 'application/json', 'content-type': 'application/json' });
  if (!probe.isAnonymous) headers.set('authorization', `Basic ${btoa(`${adminUser}:${adminPassword}`)}`);
  if (probe.form) headers.set('content-type', 'application/x-www-form-urlencoded');
  const body = probe.form ?? (probe.body === undefined ? null : JSON.stringify(probe.body));
  if (probe.fault) sandbox.addFault(probe.fault);
  return sandbox.fetch(
    new Request(`${sandbox.baseUrl}${probe.path}`, { method: probe.method, headers, body }),
  );
}

const examples = new URL('../../../contract/examples/', import.meta.url);

test.each(all.filter(({ example }) => example !== null))(
  '$name has the keys and types of $example',
  async (probe) => {
    const answer = await ask(probe);
    expect(answer.status).toBe(probe.status);
    const example = JSON.parse(readFileSync(new URL(probe.example ?? '', examples), 'utf8'));
    const found = differences(await answer.json(), example);
    expect(found).toEqual({ missing: [], mistyped: [], additional: probe.additional ?? [] });
  },
);

test.each(all.filter(({ example }) => example === null))('$name is answered', async (probe) => {
  const answer = await ask(probe);
  expect(answer.status).toBe(probe.status);
  const text = await answer.text();
  if (probe.status === 204) return expect(text).toBe('');
  const body = JSON.parse(text);
  if (probe.status >= 400) {
    expect(body).toEqual({
      error: { message: expect.any(String), detail: body.error.detail },
      status: 'failure',
    });
  } else if (probe.path.startsWith('/api/now/') && !probe.path.includes('batch')) {
    expect(Object.keys(body)).toEqual(['result']);
  }
});

test('what has no official example is listed in the README, and nothing else is', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('## Answers without an official example\n');
  const listed = [...section.matchAll(/^\| ([^|]+?) \|/gm)].map(([, name]) => name).slice(1);
  expect(listed).toEqual(all.filter(({ example }) => example === null).map(({ name }) => name));
});

test('every route is probed', () => {
  const unprobed = routes.filter(
    ({ method, pattern }) =>
      !all.some(
        (probe) => probe.method === method && pattern.test(new URL(probe.path, sandbox.baseUrl).pathname),
      ),
  );
  expect(unprobed.map(({ method, pattern }) => `${method} ${pattern}`)).toEqual([]);
});

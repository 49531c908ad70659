import { isSignalboxError } from '@signalbox/sdk';
import { serveSandbox } from '@signalbox/sdk/sandbox';
import { expect, test } from 'vitest';
import { jiraConfigurationSchema } from '../configuration/index.ts';
import { perform } from './conformance/perform.ts';
import { createJiraSandbox } from './create-jira-sandbox.ts';

test('its configurations are ones the connector accepts, by token and by OAuth client', () => {
  const sandbox = createJiraSandbox();
  expect(jiraConfigurationSchema.parse(sandbox.configuration).authentication.kind).toBe('api-token');
  expect(jiraConfigurationSchema.parse(sandbox.oauthConfiguration).authentication.kind).toBe('oauth2');
});

test('served over HTTP it links to where it is', async () => {
  const served = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }));
  const { key } = await served.sandbox.createTicket({ summary: 'Mail', description: 'x' });
  const { email, apiToken } = served.sandbox.credentialsOf('Ada Agent');
  const response = await fetch(`${served.url}/rest/api/3/issue/${key}`, {
    headers: { authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}` },
  });
  expect(await response.json()).toMatchObject({
    key,
    self: expect.stringContaining(`${served.url}/rest/api/3/issue/`),
  });
  await served.close();
});

test('projects, topics, groups and selects are what one asks for', async () => {
  const topics = Array.from({ length: 120 }, (_unused, index) => `Topic ${index}`);
  const sandbox = createJiraSandbox({
    projects: [{ key: 'HELP' }, { key: 'DEV', type: 'software', components: [] }],
    ticketProject: 'DEV',
    topics,
    assignmentGroups: ['One', 'Two'],
    selects: [{ customId: 10060, name: 'Building', options: ['North', 'South'] }],
  });
  const { key } = await sandbox.createTicket({
    summary: 'x',
    description: 'y',
    fields: { customfield_10060: { value: 'North' } },
  });
  expect(key).toBe('DEV-1');
  const { body } = await perform(sandbox, { method: 'GET', path: `/rest/api/3/issue/${key}/editmeta` });
  const {
    customfield_10050: topic,
    customfield_10051: group,
    customfield_10060: building,
  } = Object(body).fields;
  expect(topic.allowedValues.map((option: { value: string }) => option.value)).toEqual(topics);
  const ids = [topic, group, building].flatMap((field) =>
    field.allowedValues.map((option: { id: string }) => option.id),
  );
  expect(new Set(ids).size).toBe(124);
});

test('without an account or a project there is no sandbox', () => {
  const make = () => createJiraSandbox({ ticketProject: 'NONE' });
  expect(make).toThrow(/project to put tickets in/);
  try {
    make();
  } catch (error) {
    expect(isSignalboxError(error) && error.code).toBe('configuration');
  }
});

test('two sandboxes share nothing', async () => {
  const [one, two] = [createJiraSandbox(), createJiraSandbox()];
  await one.createTicket({ summary: 'x', description: 'y' });
  one.setOnScreen('SUP', 'customfield_10050', false);
  expect(two.tickets).toEqual([]);
  const { key } = await two.createTicket({ summary: 'x', description: 'y' });
  await expect(two.editTicket(key, { customfield_10050: 'Hardware' })).resolves.toBeUndefined();
  expect(two.requestCount).toBe(0);
});

test('version 2 of the API has the same operations, with text as wiki markup', async () => {
  const sandbox = createJiraSandbox();
  const call = (method: string, path: string, body?: unknown) =>
    perform(sandbox, { method, path: `/rest/api/2/${path}`, body });
  const project = { key: 'SUP' };
  const issuetype = { name: '[System] Incident' };
  const created = await call('POST', 'issue', {
    fields: { project, issuetype, summary: 'Mail', description: 'First\nsecond\n\nthird' },
  });
  expect(created).toMatchObject({
    status: 201,
    body: { self: expect.stringContaining('/rest/api/2/issue/') },
  });
  expect((await call('POST', 'issue/SUP-1/comment', { body: 'Seen.' })).body).toMatchObject({
    body: 'Seen.',
  });
  expect((await call('GET', 'issue/SUP-1')).body).toMatchObject({
    fields: { description: 'First\nsecond\n\nthird', comment: { comments: [{ body: 'Seen.' }] } },
  });
  const other = await perform(sandbox, {
    method: 'GET',
    path: '/rest/api/latest/issue/SUP-1?fields=description',
  });
  expect(other.body).toMatchObject({ fields: { description: { type: 'doc' } } });
  expect(
    (await call('POST', 'issue', { fields: { project, issuetype, summary: 'Mail', description: 7 } })).body,
  ).toMatchObject({
    errors: { description: 'Operation value must be a string' },
  });
});

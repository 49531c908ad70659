import { beforeEach, expect, test } from 'vitest';
import { perform } from './conformance/perform.ts';
import { createJiraSandbox } from './create-jira-sandbox.ts';
import type { JiraSandbox } from './jira-sandbox.ts';

let sandbox: JiraSandbox;
let id: string;
beforeEach(async () => {
  sandbox = createJiraSandbox();
  ({ id } = await sandbox.createTicket({ summary: 'Printer', description: 'It smokes.' }));
});

const edit = (body: unknown) => perform(sandbox, { method: 'PUT', path: `/rest/api/3/issue/${id}`, body });
const read = async (fields: string): Promise<Record<string, unknown>> => {
  const { body } = await perform(sandbox, {
    method: 'GET',
    path: `/rest/api/3/issue/${id}?fields=${fields}&properties=*all`,
  });
  return Object(body);
};

const offScreen = (field: string) =>
  `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;

test.each([
  [
    'an unknown field',
    { fields: { customfield_99999: 'x' } },
    { customfield_99999: offScreen('customfield_99999') },
  ],
  [
    'a field that is read-only',
    { fields: { status: { name: 'Resolved' } } },
    { status: offScreen('status') },
  ],
  ['a project', { fields: { project: { key: 'IT' } } }, { project: offScreen('project') }],
  [
    'an option that is not allowed',
    { fields: { customfield_10050: { value: 'Weather' } } },
    { customfield_10050: "Option value 'Weather' is not valid" },
  ],
  [
    'an option id that is not allowed',
    { fields: { customfield_10050: { id: '1' } } },
    { customfield_10050: "Option id '1' is not valid" },
  ],
  [
    'a select given as text',
    { fields: { customfield_10050: 'Hardware' } },
    { customfield_10050: 'data was not an object' },
  ],
  [
    'a priority that is none',
    { fields: { priority: { name: 'Soon' } } },
    { priority: "Priority name 'Soon' is not valid" },
  ],
  ['labels that are no list', { fields: { labels: 'printer' } }, { labels: 'data was not an array' }],
  [
    'a label with a space',
    { fields: { labels: ['two words'] } },
    { labels: "The label 'two words' contains spaces which is invalid." },
  ],
  ['an empty summary', { fields: { summary: '' } }, { summary: 'You must specify a summary of the issue.' }],
  [
    'a summary over two lines',
    { fields: { summary: 'a\nb' } },
    { summary: 'The summary is invalid because it contains newline characters.' },
  ],
  ['a summary that is a number', { fields: { summary: 7 } }, { summary: 'Operation value must be a string' }],
  [
    'a component of no project',
    { fields: { components: [{ name: 'Roof' }] } },
    { components: "Component name 'Roof' is not valid" },
  ],
  [
    'a description as text',
    { fields: { description: 'text' } },
    { description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' },
  ],
  [
    'an assignee nobody knows',
    { fields: { assignee: { accountId: 'x' } } },
    { assignee: "User 'x' does not exist." },
  ],
  [
    'an assignee who left',
    { fields: { assignee: { accountId: '5f1a7c20d3e84b0012a4c905' } } },
    { assignee: "User '5f1a7c20d3e84b0012a4c905' cannot be assigned issues." },
  ],
] as const)('%s is refused, by field, and nothing changes', async (_what, body, errors) => {
  const before = await read('*all');
  const reply = await edit(body);
  expect(reply).toMatchObject({ status: 400, body: { errorMessages: [], errors } });
  expect(await read('*all')).toEqual(before);
});

test('one field off the screen rejects the whole edit, its properties included', async () => {
  sandbox.setOnScreen('SUP', 'customfield_10051', false);
  const reply = await edit({
    fields: { customfield_10050: { value: 'Hardware' }, customfield_10051: { value: 'Service Desk' } },
    update: { labels: [{ add: 'x' }] },
    properties: [{ key: 'signalbox', value: { actionId: 'a-1' } }],
  });
  expect(reply.body).toEqual({
    errorMessages: [],
    errors: { customfield_10051: offScreen('customfield_10051') },
  });
  expect(await read('labels,customfield_10050')).toMatchObject({
    fields: { labels: [], customfield_10050: null },
    properties: {},
  });
  const { body } = await perform(sandbox, { method: 'GET', path: `/rest/api/3/issue/${id}/editmeta` });
  expect(Object.keys(Object(body).fields)).not.toContain('customfield_10051');
  sandbox.setOnScreen('SUP', 'customfield_10051', true);
  expect((await edit({ fields: { customfield_10051: { value: 'Service Desk' } } })).status).toBe(204);
});

test('fields, labels and marker of one edit arrive together, as one history entry', async () => {
  const reply = await edit({
    fields: { customfield_10050: { value: 'Hardware' }, assignee: { accountId: '5f1a7c20d3e84b0012a4c902' } },
    update: { labels: [{ add: 'a' }, { add: 'b' }, { remove: 'a' }] },
    properties: [{ key: 'signalbox', value: { actionId: 'a-1' } }],
  });
  expect(reply.status).toBe(204);
  expect(await read('labels,customfield_10050,assignee')).toMatchObject({
    fields: {
      labels: ['b'],
      customfield_10050: { value: 'Hardware' },
      assignee: { displayName: 'Ada Agent' },
    },
    properties: { signalbox: { actionId: 'a-1' } },
  });
  const history = await perform(sandbox, { method: 'GET', path: `/rest/api/3/issue/${id}/changelog` });
  expect(history.body).toMatchObject({
    total: 1,
    values: [
      {
        author: { displayName: 'Signalbox' },
        items: [
          { field: 'Topic', fieldId: 'customfield_10050', from: null, to: '10050001', toString: 'Hardware' },
          { fieldId: 'assignee', from: null, toString: 'Ada Agent' },
          { fieldId: 'labels', fromString: '', toString: 'b' },
        ],
      },
    ],
  });
});

test('an operation the field lacks is refused in the words Jira uses', async () => {
  const reply = await edit({ update: { customfield_10050: [{ add: { value: 'Hardware' } }] } });
  expect(reply.body).toEqual({
    errorMessages: [
      "Field with id' customfield_10050' and name 'Topic' does not support operation 'add' Supported operation(s) are: 'set'",
    ],
    errors: {},
  });
});

test('a field in both fields and update is refused', async () => {
  const reply = await edit({ fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } });
  expect(reply).toMatchObject({
    status: 400,
    body: { errorMessages: ["Field 'labels' cannot appear in both 'fields' and 'update'"] },
  });
});

test.each([
  ['not JSON', '{', 400],
  ['members nobody knows', JSON.stringify({ feilds: {} }), 400],
])('a body that is %s is refused', async (_what, body, status) => {
  const { email, apiToken } = sandbox.credentialsOf('Signalbox');
  const response = await sandbox.fetch(
    new Request(`${sandbox.baseUrl}/rest/api/3/issue/${id}`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body,
    }),
  );
  expect(response.status).toBe(status);
});

test('a create without summary, type or project names what is missing', async () => {
  const create = (fields: unknown) =>
    perform(sandbox, { method: 'POST', path: '/rest/api/3/issue', body: { fields } });
  expect((await create({})).body).toMatchObject({ errors: { project: 'Specify a valid project ID or key' } });
  expect((await create({ project: { key: 'SUP' } })).body).toMatchObject({
    errors: { summary: 'You must specify a summary of the issue.', issuetype: 'Specify an issue type' },
  });
  expect(
    (await create({ project: { key: 'SUP' }, issuetype: { name: 'Bug' }, summary: 'x' })).body,
  ).toMatchObject({
    errors: { issuetype: 'Specify a valid issue type' },
  });
});

test('a transition that the workflow does not offer is refused; one that it offers sets status and resolution', async () => {
  const move = (transition: string) =>
    perform(sandbox, {
      method: 'POST',
      path: `/rest/api/3/issue/${id}/transitions`,
      body: { transition: { id: transition } },
    });
  expect((await move('41')).body).toMatchObject({
    errorMessages: ["Transition id '41' is not valid for this issue."],
  });
  expect((await move('31')).status).toBe(204);
  expect(await read('status,resolution,resolutiondate')).toMatchObject({
    fields: {
      status: { name: 'Resolved' },
      resolution: { name: 'Done' },
      resolutiondate: expect.any(String),
    },
  });
  expect((await move('51')).status).toBe(204);
  expect(await read('status,resolution,resolutiondate')).toMatchObject({
    fields: { status: { name: 'Open' }, resolution: null, resolutiondate: null },
  });
});

test('the old search says that it is gone', async () => {
  const reply = await perform(sandbox, { method: 'GET', path: '/rest/api/3/search?jql=project=SUP' });
  expect(reply.status).toBe(410);
});

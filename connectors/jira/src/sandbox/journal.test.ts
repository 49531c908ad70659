import { beforeEach, expect, test } from 'vitest';
import { perform } from './conformance/perform.ts';
import { createJiraSandbox } from './create-jira-sandbox.ts';
import type { JiraSandbox } from './jira-sandbox.ts';

let sandbox: JiraSandbox;
let id: string;
beforeEach(async () => {
  sandbox = createJiraSandbox();
  ({ id } = await sandbox.createTicket({ summary: 'Mail', description: 'x', note: 'Access' }));
});

const signalbox = '5f1a7c20d3e84b0012a4c901';
const call = (method: string, path: string, body?: unknown) => perform(sandbox, { method, path, body });
const issue = (path = '') => `/rest/api/3/issue/${id}${path}`;
const document = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const ours = () => sandbox.journal.filter((entry) => entry.actor === signalbox);

test('every effect is owned up to: who, what, and which action it says it is', async () => {
  await call('PUT', issue(), {
    fields: { priority: { name: 'High' }, customfield_10050: { value: 'Access' } },
    properties: [{ key: 'signalbox', value: { actionId: 'action-1', written: {} } }],
  });
  await call('POST', issue('/transitions'), {
    transition: { id: '11' },
    properties: [
      { key: 'signalbox', value: { actions: [{ actionId: 'action-1' }, { actionId: 'action-2' }] } },
    ],
  });
  await call('PUT', issue('/properties/signalbox'), { actions: ['action-3'] });
  await call('PUT', issue('/properties/other'), 'x');
  expect(ours()).toMatchObject([
    {
      kind: 'edit',
      ticketId: id,
      fields: ['priority', 'customfield_10050'],
      actionId: 'action-1',
      isPublic: false,
    },
    { kind: 'transition', fields: ['status'], actionId: 'action-2' },
    { kind: 'property', fields: ['signalbox'], actionId: 'action-3' },
    { kind: 'property', fields: ['other'], actionId: null },
  ]);
});

test('a write sent twice is two effects of one action', async () => {
  const body = {
    fields: { priority: { name: 'High' } },
    properties: [{ key: 'signalbox', value: { actionId: 'action-1' } }],
  };
  await call('PUT', issue(), body);
  await call('PUT', issue(), body);
  expect(ours().map((entry) => [entry.actionId, entry.fields])).toEqual([
    ['action-1', ['priority']],
    ['action-1', []],
  ]);
});

test('a comment of the platform is public on a service project, one of the service desk says which it is', async () => {
  await call('POST', issue('/comment'), { body: document('Hello (Signalbox action 4f1c-77)') });
  const internal = { body: 'Why:\n\nwords \\[printer] (Signalbox action 4f1c-78)', public: false };
  await call('POST', `/rest/servicedeskapi/request/${id}/comment`, internal);
  await call('POST', `/rest/servicedeskapi/request/${id}/comment`, { body: 'Plain', public: true });
  expect(ours().map(({ kind, actionId, isPublic }) => [kind, actionId, isPublic])).toEqual([
    ['comment', '4f1c-77', true],
    ['comment', '4f1c-78', false],
    ['comment', null, true],
  ]);
  expect(sandbox.commentsOf(id).map(({ isPublic }) => isPublic)).toEqual([true, false, true]);
  const platform = await call('GET', issue('/comment'));
  expect(Object(platform.body).comments.map((comment: { jsdPublic: boolean }) => comment.jsdPublic)).toEqual([
    true,
    false,
    true,
  ]);
  const desk = await call('GET', `/rest/servicedeskapi/request/${id}/comment?public=false`);
  expect(Object(desk.body).values).toMatchObject([
    { public: false, body: 'Why:\n\nwords \\[printer] (Signalbox action 4f1c-78)' },
  ]);
});

test('elsewhere no comment is public, and the service desk knows no such request', async () => {
  const software = createJiraSandbox({ serviceProject: false });
  const { key } = await software.createTicket({ summary: 'Bug', description: 'x' });
  expect(key).toBe('IT-1');
  await perform(software, {
    method: 'POST',
    path: `/rest/api/3/issue/${key}/comment`,
    body: { body: document('x') },
  });
  expect(software.journal.at(-1)).toMatchObject({ kind: 'comment', isPublic: false });
  const reply = await perform(software, {
    method: 'POST',
    path: `/rest/servicedeskapi/request/${key}/comment`,
    body: { body: 'x', public: false },
  });
  expect(reply).toMatchObject({ status: 404, body: { errorMessage: expect.any(String) } });
});

test('what was refused is in no journal', async () => {
  const before = sandbox.journal.length;
  await call('PUT', issue(), { fields: { priority: { name: 'Soon' } } });
  await call('POST', issue('/comment'), { body: 'not a document' });
  await call('POST', issue('/transitions'), { transition: { id: '99' } });
  expect(sandbox.journal).toHaveLength(before);
});

test('tickets show their values and the note that the API hides', async () => {
  await sandbox.editTicket(id, { customfield_10050: 'Access', assignee: 'Ben Agent' });
  expect(sandbox.tickets).toMatchObject([
    {
      id,
      key: 'SUP-1',
      note: 'Access',
      fields: { customfield_10050: { value: 'Access' }, assignee: { displayName: 'Ben Agent' } },
    },
  ]);
  expect(JSON.stringify((await call('GET', issue())).body)).not.toContain('"note"');
  await expect(sandbox.editTicket(id, { customfield_10050: 'Weather' })).rejects.toMatchObject({
    code: 'rejected',
  });
  await expect(sandbox.editTicket('SUP-9', {})).rejects.toMatchObject({ code: 'not-found' });
});

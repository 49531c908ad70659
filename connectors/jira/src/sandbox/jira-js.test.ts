import { type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';
import type { CloudClient, ServiceDeskClient } from 'jira.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createJiraSandbox } from './create-jira-sandbox.ts';
import type { JiraSandbox } from './jira-sandbox.ts';

let served: ServedSandbox<JiraSandbox>;
let client: CloudClient;
let serviceDesk: ServiceDeskClient;

const document = (text: string) => ({
  type: 'doc' as const,
  version: 1 as const,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

beforeAll(async () => {
  // jira.js then keeps a list of keys that its schemas do not know. It reads this when it is loaded.
  vi.stubEnv('AUDIT_SCHEMAS', 'true');
  const { createCloudClient, createServiceDeskClient } = await import('jira.js');
  served = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }));
  const { email = '', apiToken = '' } = served.sandbox.credentials;
  const options = {
    host: served.url,
    auth: { type: 'basic', email, apiToken },
    onSchemaMismatch: 'throw',
  } as const;
  client = createCloudClient(options);
  serviceDesk = createServiceDeskClient(options);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await served.close();
});

test('an independent client creates, reads, edits, labels, transitions, comments on and finds an issue', async () => {
  const created = await client.issues.createIssue({
    fields: {
      project: { key: 'SUP' },
      issuetype: { name: '[System] Incident' },
      summary: 'The printer on the third floor smokes',
      description: document('It smells, too.'),
    },
  });
  expect(created.key).toBe('SUP-1');

  const issue = await client.issues.getIssue({
    issueIdOrKey: created.key,
    expand: 'names,schema,changelog,editmeta,transitions',
  });
  expect(issue.fields).toMatchObject({
    summary: 'The printer on the third floor smokes',
    status: { name: 'Open' },
    priority: { name: 'Medium' },
  });

  await client.issues.editIssue({
    issueIdOrKey: created.key,
    fields: { priority: { name: 'High' }, customfield_10050: { value: 'Hardware' } },
    update: { labels: [{ add: 'printer' }, { add: 'smoke' }] },
  });
  const edited = await client.issues.getIssue({
    issueIdOrKey: created.id,
    fields: ['labels', 'priority', 'customfield_10050'],
  });
  expect(edited.fields).toMatchObject({
    labels: ['printer', 'smoke'],
    priority: { name: 'High' },
    customfield_10050: { value: 'Hardware' },
  });

  const { transitions = [] } = await client.issues.getTransitions({ issueIdOrKey: created.key });
  const resolve = transitions.find((transition) => transition.name === 'Resolve');
  await client.issues.doTransition({ issueIdOrKey: created.key, transition: { id: resolve?.id ?? '' } });
  const resolved = await client.issues.getIssue({
    issueIdOrKey: created.key,
    fields: ['status', 'resolution'],
  });
  expect(resolved.fields).toMatchObject({ status: { name: 'Resolved' }, resolution: { name: 'Done' } });

  const comment = await client.issueComments.addComment({
    issueIdOrKey: created.key,
    body: document('Extinguished.'),
  });
  expect(comment.jsdPublic).toBe(true);
  const comments = await client.issueComments.getComments({ issueIdOrKey: created.key });
  expect(comments.comments).toHaveLength(1);

  const found = await client.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql: 'project = SUP AND labels = printer AND summary ~ "smokes" ORDER BY created DESC',
    fields: ['summary', 'labels'],
  });
  expect(found.issues?.map((each) => each.key)).toEqual([created.key]);

  const history = await client.issues.getChangeLogs({ issueIdOrKey: created.key });
  expect(history.values?.flatMap((entry) => entry.items ?? []).map((item) => item.field)).toEqual([
    'priority',
    'Topic',
    'labels',
    'status',
    'resolution',
  ]);
});

test('it reads what a site is made of', async () => {
  expect(await client.myself.getCurrentUser()).toMatchObject({ displayName: 'Signalbox' });
  expect(await client.serverInfo.getServerInfo()).toMatchObject({
    deploymentType: 'Cloud',
    baseUrl: served.url,
  });
  const fields = await client.issueFields.getFields();
  expect(fields.find((field) => field.id === 'customfield_10050')).toMatchObject({
    name: 'Topic',
    custom: true,
  });
  expect((await client.issuePriorities.searchPriorities({})).values).toHaveLength(5);
  expect((await client.projects.searchProjects({})).values?.map((project) => project.key)).toEqual([
    'SUP',
    'IT',
  ]);
  expect(await client.projectComponents.getProjectComponents({ projectIdOrKey: 'SUP' })).toHaveLength(3);
  expect(await client.projects.getAllStatuses({ projectIdOrKey: 'SUP' })).toHaveLength(4);
  expect(await client.issueTypes.getIssueAllTypes()).toHaveLength(6);
  expect((await client.workflowStatuses.getStatuses()).length).toBeGreaterThan(5);
  const assignable = await client.userSearch.findAssignableUsers({ project: 'SUP', query: 'ben' });
  expect([assignable].flat().map((user) => user.displayName)).toEqual(['Ben Agent']);
  const { permissions } = await client.permissions.getMyPermissions({
    permissions: 'EDIT_ISSUES,ADMINISTER',
  });
  expect(permissions).toMatchObject({
    EDIT_ISSUES: { havePermission: true },
    ADMINISTER: { havePermission: false },
  });
  const types = await client.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'SUP' });
  expect(types.issueTypes?.[0]?.name).toBe('[System] Incident');
});

test('it marks, assigns, counts and deletes an issue', async () => {
  const { id } = await served.sandbox.createTicket({ summary: 'Mail', description: 'Nothing arrives.' });
  await client.issueProperties.setIssueProperty({
    issueIdOrKey: id,
    propertyKey: 'mark',
    body: { at: 1 },
  });
  expect(
    await client.issueProperties.getIssueProperty({ issueIdOrKey: id, propertyKey: 'mark' }),
  ).toMatchObject({
    value: { at: 1 },
  });
  await client.issues.assignIssue({ issueIdOrKey: id, accountId: '5f1a7c20d3e84b0012a4c902' });
  const editable = await client.issues.getEditIssueMeta({ issueIdOrKey: id });
  expect(Object.keys(editable.fields ?? {})).toContain('customfield_10050');
  expect(await client.issueSearch.countIssues({ jql: `key = ${id} AND assignee is not EMPTY` })).toEqual({
    count: 1,
  });
  await client.issues.deleteIssue({ issueIdOrKey: id });
  await expect(client.issues.getIssue({ issueIdOrKey: id })).rejects.toThrow(/does not exist/);
});

test('its service desk client comments for agents alone', async () => {
  const { key } = await served.sandbox.createTicket({ summary: 'Mail', description: 'Nothing arrives.' });
  const comment = await serviceDesk.request.createRequestComment({
    issueIdOrKey: key,
    body: 'The queue is full.',
    public: false,
  });
  expect(comment.public).toBe(false);
  const page = await serviceDesk.request.getRequestComments({ issueIdOrKey: key });
  expect(page.values).toMatchObject([{ body: 'The queue is full.', public: false }]);
});

/** What jira.js collected: keys and values that its schemas do not know. */
const unknownToClient = (): readonly unknown[] => {
  const found: unknown = Reflect.get(globalThis, Symbol.for('apis-code-gen.schemaAudit'));
  return Array.isArray(found) ? found : [];
};

test('no answer held a key or value that the client does not know, and it would have noticed', async () => {
  expect(unknownToClient()).toEqual([]);
  const { key } = await served.sandbox.createTicket({ summary: 'Mail', description: 'Nothing arrives.' });
  const changed = await serveSandbox({
    fetch: async (request) => {
      const path = request.url.slice(new URL(request.url).origin.length);
      const answer = await served.sandbox.fetch(
        new Request(`${served.url}${path}`, { headers: request.headers }),
      );
      return Response.json({ ...Object(await answer.json()), invented: true });
    },
  });
  const { createCloudClient } = await import('jira.js');
  const { email = '', apiToken = '' } = served.sandbox.credentials;
  const other = createCloudClient({ host: changed.url, auth: { type: 'basic', email, apiToken } });
  await other.issues.getIssue({ issueIdOrKey: key });
  await changed.close();
  expect(unknownToClient()).toMatchObject([{ keys: ['invented'] }]);
});

import { type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';
import { type CloudClient, createCloudClient } from 'jira.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJiraSandbox } from './create-jira-sandbox.ts';
import type { JiraSandbox } from './jira-sandbox.ts';

let served: ServedSandbox<JiraSandbox>;
let client: CloudClient;

const document = (text: string) => ({
  type: 'doc' as const,
  version: 1 as const,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

beforeAll(async () => {
  served = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }));
  const { email = '', apiToken = '' } = served.sandbox.credentials;
  client = createCloudClient({
    host: served.url,
    auth: { type: 'basic', email, apiToken },
    onSchemaMismatch: 'throw',
  });
});
afterAll(() => served.close());

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

import { type FieldScope, kindOf } from '../fields/index.ts';
import { Refusal } from '../http/index.ts';
import { defaultPriority, type Issue, type Project, type StoredFields } from '../state/index.ts';
import { addComment } from './add-comment.ts';
import { changeItems } from './change-items.ts';
import type { ChangeRequest } from './change-request.ts';
import { index } from './commit-fields.ts';
import { record } from './journal.ts';
import { readValues } from './read-values.ts';
import { checkProperty, setProperties } from './set-property.ts';

/** Creates an issue, which sends the webhook. Throws a refusal, and then nothing has happened. */
export function createIssue(
  request: ChangeRequest,
  project: Project,
  scope: FieldScope,
  note: string | null = null,
): Issue {
  const { state } = scope.viewer;
  const { project: _chosen, ...fields } = request.fields;
  const empty = emptyFields(scope);
  const read = readValues({ ...request, fields }, project.screens.create, empty, scope);
  const missing: Record<string, string> = {};
  if ((read.values.issuetype ?? null) === null) missing.issuetype = 'Specify an issue type';
  if ((read.values.summary ?? null) === null) missing.summary = 'You must specify a summary of the issue.';
  if (Object.keys(missing).length > 0) throw new Refusal(400, [], missing);
  for (const { value } of request.properties) checkProperty(value);

  const now = state.now();
  const values: StoredFields = {
    ...empty,
    priority: defaultPriority,
    reporter: scope.account.accountId,
    ...read.values,
    project: project.id,
    status: project.workflow.initial,
    creator: scope.account.accountId,
    created: now,
    updated: now,
    statuscategorychangedate: now,
  };
  const key = `${project.key}-${project.nextNumber}`;
  project.nextNumber += 1;
  const issue: Issue = {
    id: state.nextId('issue'),
    key,
    project,
    fields: values,
    properties: new Map(),
    comments: [],
    history: [],
    index: [],
    note,
    hiddenFrom: new Set(),
  };
  index(issue, now, state.indexLagMs);
  state.issues.set(issue.id, issue);
  state.issuesByKey.set(issue.key, issue);
  const actionId = setProperties(issue, request.properties);
  record(state, issue, scope.account, { kind: 'create', fields: Object.keys(read.values), actionId });
  // A value chosen at creation leaves no history in Jira; its webhook lists the values all the same.
  const items = changeItems(empty, values, scope).filter((item) => item.fieldId !== 'project');
  state.emit({
    name: 'jira:issue_created',
    typeName: 'issue_created',
    issue,
    accountId: scope.account.accountId,
    history: { id: state.nextId('history'), authorId: scope.account.accountId, at: now, items },
    at: now,
  });
  for (const body of read.comments) addComment(issue, body, true, scope, actionId);
  return issue;
}

/** Every field an issue has, empty. */
function emptyFields(scope: FieldScope): StoredFields {
  return Object.fromEntries(
    [...scope.viewer.state.fields.values()]
      .filter((field) => field.kind !== 'fixed')
      .map((field) => [field.id, kindOf(field).readItem ? [] : null]),
  );
}

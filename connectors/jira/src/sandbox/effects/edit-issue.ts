import type { FieldScope } from '../fields/index.ts';
import type { HistoryEntry, Issue } from '../state/index.ts';
import { addComment } from './add-comment.ts';
import type { ChangeRequest } from './change-request.ts';
import { commitFields } from './commit-fields.ts';
import { record } from './journal.ts';
import { readValues } from './read-values.ts';
import { checkProperty, setProperties } from './set-property.ts';

/** Edits fields and properties in one step, which sends one webhook. Throws a refusal, and then nothing has happened. */
export function editIssue(issue: Issue, request: ChangeRequest, scope: FieldScope): void {
  const read = readValues(request, issue.project.screens.edit, issue.fields, scope);
  for (const { value } of request.properties) checkProperty(value);
  const entry = commitFields(issue, read.values, scope);
  const actionId = setProperties(issue, request.properties);
  record(scope.viewer.state, issue, scope.account, {
    kind: 'edit',
    fields: (entry?.items ?? []).map((item) => item.fieldId),
    actionId,
  });
  if (entry) tellUpdated(issue, entry, scope);
  // The platform has no internal comments: what an edit adds, the customer of a service project reads.
  for (const body of read.comments) addComment(issue, body, true, scope, actionId);
}

/** The event type Jira gives an update depends on what it touched. */
export function tellUpdated(issue: Issue, entry: HistoryEntry, scope: FieldScope): void {
  const ids = new Set(entry.items.map((item) => item.fieldId));
  const typeName = ids.has('status')
    ? 'issue_generic'
    : ids.has('assignee') && ids.size === 1
      ? 'issue_assigned'
      : 'issue_updated';
  scope.viewer.state.emit({
    name: 'jira:issue_updated',
    typeName,
    issue,
    accountId: scope.account.accountId,
    history: entry,
    at: entry.at,
  });
}

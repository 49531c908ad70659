import type { FieldScope } from '../fields/index.ts';
import type { HistoryEntry, Issue, Project } from '../state/index.ts';
import { index } from './commit-fields.ts';
import { record } from './journal.ts';

/** Moves an issue into another project: its id stays, its key changes, and the old key goes on leading to it. */
export function moveIssue(issue: Issue, project: Project, scope: FieldScope): void {
  const { state } = scope.viewer;
  const before = { key: issue.key, project: issue.project };
  issue.project = project;
  issue.key = `${project.key}-${project.nextNumber}`;
  project.nextNumber += 1;
  const type = project.issueTypes.find(({ id }) => id === issue.fields.issuetype) ?? project.issueTypes[0];
  const { statuses, initial } = project.workflow;
  const status = statuses.find(({ id }) => id === issue.fields.status);
  issue.fields = {
    ...issue.fields,
    ...(type ? { issuetype: type.id } : {}),
    status: status?.id ?? initial,
    project: project.id,
    updated: state.now(),
  };
  state.issuesByKey.set(issue.key, issue);
  index(issue, state.now(), state.indexLagMs);
  const entry: HistoryEntry = {
    id: state.nextId('history'),
    authorId: scope.account.accountId,
    at: state.now(),
    items: [
      item('Key', 'issuekey', [null, before.key], [null, issue.key]),
      item('project', 'project', [before.project.id, before.project.name], [project.id, project.name]),
    ],
  };
  issue.history.push(entry);
  record(state, issue, scope.account, { kind: 'edit', fields: ['issuekey', 'project'], actionId: null });
  state.emit({
    name: 'jira:issue_updated',
    typeName: 'issue_moved',
    issue,
    accountId: scope.account.accountId,
    history: entry,
    at: entry.at,
  });
}

type Logged = readonly [id: string | null, text: string];

function item(field: string, fieldId: string, [from, fromString]: Logged, [to, toText]: Logged) {
  return { field, fieldtype: 'jira', fieldId, from, fromString, to, toString: toText } as const;
}

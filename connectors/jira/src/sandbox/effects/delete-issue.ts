import type { FieldScope } from '../fields/index.ts';
import type { Issue } from '../state/index.ts';

export function deleteIssue(issue: Issue, scope: FieldScope): void {
  const { state } = scope.viewer;
  state.issues.delete(issue.id);
  state.issuesByKey.delete(issue.key);
  state.emit({
    name: 'jira:issue_deleted',
    typeName: 'issue_deleted',
    issue,
    accountId: scope.account.accountId,
    at: state.now(),
  });
}

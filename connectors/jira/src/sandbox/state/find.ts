import type { Account } from './account.ts';
import type { Issue } from './issue.ts';
import type { Project } from './project.ts';
import type { SiteState } from './site-state.ts';

export const findAccount = (state: SiteState, accountId: string): Account | undefined =>
  state.accounts.find((account) => account.accountId === accountId);

/** By id or key; keys are not case sensitive. */
export const findProject = (state: SiteState, idOrKey: string): Project | undefined =>
  state.projects.find((project) => project.id === idOrKey || project.key === idOrKey.toUpperCase());

export const findIssue = (state: SiteState, idOrKey: string): Issue | undefined =>
  state.issues.get(idOrKey) ?? state.issuesByKey.get(idOrKey.toUpperCase());

/** Browse permission, and the issue's security level: agents see every level they are a member of, nobody else sees any. */
export function canSee(account: Account, issue: Issue): boolean {
  if (!account.permissions.has('BROWSE_PROJECTS') || issue.hiddenFrom.has(account.accountId)) return false;
  return (issue.fields.security ?? null) === null || account.permissions.has('SERVICEDESK_AGENT');
}

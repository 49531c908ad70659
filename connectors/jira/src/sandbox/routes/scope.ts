import type { FieldScope } from '../fields/index.ts';
import { type Exchange, forbidden, issueNotFound } from '../http/index.ts';
import { type Viewer, viewerFor } from '../render/index.ts';
import {
  type Account,
  canSee,
  findIssue,
  type Issue,
  type Permission,
  type Project,
  type SiteState,
} from '../state/index.ts';

export const scopeOf = (state: SiteState, account: Account, project: Project): FieldScope => ({
  viewer: viewerFor(state, account),
  project,
  account,
});

/** Whoever asks, in the version of the API that was asked. */
export const viewerOf = ({ state, account, version }: Exchange): Viewer => viewerFor(state, account, version);

export const scopeIn = (exchange: Exchange, project: Project): FieldScope => ({
  viewer: viewerOf(exchange),
  project,
  account: exchange.account,
});

/** The issue a path names, and the scope to show it in. Throws the 404 that hides what is not there or not visible. */
export function issueOf(exchange: Exchange): { readonly issue: Issue; readonly scope: FieldScope } {
  const issue = findIssue(exchange.state, exchange.parameters.issueIdOrKey ?? '');
  if (!issue || !canSee(exchange.account, issue)) throw issueNotFound();
  return { issue, scope: scopeIn(exchange, issue.project) };
}

/** Throws the 403 with which Jira refuses an account that lacks a permission. */
export function demand(exchange: Exchange, permission: Permission, message: string): void {
  if (!exchange.account.permissions.has(permission)) throw forbidden(message);
}

/** `a,b` and repeated parameters, both of which Jira takes. */
export const listParameter = (query: URLSearchParams, name: string): readonly string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');

import type { FieldScope } from '../fields/index.ts';
import { accountById, selfUrl, type Viewer, viewerFor } from '../render/index.ts';
import { type Account, findAccount, type Issue, type SiteEvent, type SiteState } from '../state/index.ts';
import { accountItem, commentBean, issueFields, selectedFields } from '../views/index.ts';

/** What a comment's webhook shows of its issue: enough to recognise it. */
const shortFields = new Set(['summary', 'issuetype', 'project', 'assignee', 'priority', 'status']);

/** The body of one webhook, as Jira Cloud writes it: version 2 addresses, and text as wiki markup. */
export function webhookPayload(event: SiteEvent, state: SiteState): Readonly<Record<string, unknown>> {
  const accountId = event.name === 'comment_created' ? event.comment.authorId : event.accountId;
  const account = findAccount(state, accountId) ?? state.accounts[0];
  if (!account) return { timestamp: event.at, webhookEvent: event.name };
  const viewer = viewerFor(state, account, 2);
  if (event.name === 'comment_created') {
    return {
      timestamp: event.at,
      webhookEvent: event.name,
      comment: commentBean(event.comment, event.issue, viewer),
      issue: issueOf(event.issue, shortFields, viewer, account),
    };
  }
  const all = selectedFields(['*all', '-comment', '-worklog'], '*all', state.fields);
  return {
    timestamp: event.at,
    webhookEvent: event.name,
    issue_event_type_name: event.typeName,
    user: accountById(accountId, viewer),
    issue: issueOf(event.issue, all, viewer, account),
    ...(event.name === 'jira:issue_deleted' || event.history === null
      ? {}
      : { changelog: { id: event.history.id, items: event.history.items.map(accountItem) } }),
  };
}

function issueOf(issue: Issue, chosen: ReadonlySet<string>, viewer: Viewer, account: Account) {
  const scope: FieldScope = { viewer, project: issue.project, account };
  return {
    id: issue.id,
    self: selfUrl(viewer, `issue/${issue.id}`),
    key: issue.key,
    fields: issueFields(issue, chosen, scope),
  };
}

import type { SiteState } from '../state/index.ts';

/** As an administrator does in the settings: every event, every issue, signed. */
export function addAdminWebhook(state: SiteState, url: string, registeredBy: string, secret: string): void {
  const id = Number(state.nextId('webhook'));
  state.webhooks.set(id, {
    id,
    name: 'Signalbox',
    url,
    events: ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created'],
    jql: '',
    kind: 'admin',
    secret,
    registeredBy,
    expiresAt: null,
  });
}

import { randomUUID } from 'node:crypto';
import type { SandboxWebhook, WebhookSender } from '@signalbox/sdk/sandbox';
import { readQuery, search } from '../jql/index.ts';
import type { SiteEvent, SiteState, WebhookRegistration } from '../state/index.ts';
import { webhookPayload } from './payload.ts';
import { hubSignature } from './signature.ts';

export interface PublishOptions {
  readonly state: SiteState;
  readonly sender: WebhookSender;
  /** Makes the authorization header of an app's webhook. */
  readonly appAuthorization: (webhook: WebhookRegistration) => string;
}

/** Sends an event to every registration that asked for it. */
export function publish(event: SiteEvent, { state, sender, appAuthorization }: PublishOptions): void {
  const wanted = [...state.webhooks.values()].filter((webhook) => isWanted(webhook, event, state));
  if (wanted.length === 0) return;
  const body = JSON.stringify(webhookPayload(event, state));
  for (const webhook of wanted) {
    const message: SandboxWebhook = {
      url: webhook.url,
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'user-agent': 'Atlassian Webhook HTTP Client',
        // One identifier per delivery: it stays the same over retries.
        'x-atlassian-webhook-identifier': randomUUID(),
        'x-atlassian-webhook-flow': 'Primary',
        ...proof(webhook, body, appAuthorization),
      },
      body,
    };
    sender.send(message, event.issue.id);
  }
}

function proof(
  webhook: WebhookRegistration,
  body: string,
  appAuthorization: PublishOptions['appAuthorization'],
): Readonly<Record<string, string>> {
  if (webhook.kind === 'app') return { authorization: appAuthorization(webhook) };
  return webhook.secret === null ? {} : { 'x-hub-signature': hubSignature(body, webhook.secret) };
}

function isWanted(webhook: WebhookRegistration, event: SiteEvent, state: SiteState): boolean {
  if (!webhook.events.includes(event.name)) return false;
  if (webhook.expiresAt !== null && webhook.expiresAt <= state.now()) return false;
  if (webhook.jql === '') return true;
  const account = state.accounts.find((candidate) => candidate.accountId === webhook.registeredBy);
  return (
    account !== undefined &&
    search(readQuery(webhook.jql), { state, account }).some(({ issue }) => issue === event.issue)
  );
}

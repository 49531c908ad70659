import { type CallOptions, errorFinding, type Finding, okFinding, warningFinding } from '@signalbox/sdk';
import { z } from 'zod';
import type { JiraContext } from '../rest/index.ts';
import { canVerifyWebhook } from '../webhook/index.ts';

const needed = ['jira:issue_created', 'jira:issue_updated'] as const;

const adminWebhooksSchema = z.array(
  z.looseObject({
    name: z.string().default(''),
    enabled: z.boolean().default(true),
    events: z.array(z.string()).default([]),
  }),
);
const appWebhooksSchema = z.looseObject({
  values: z.array(z.looseObject({ events: z.array(z.string()).default([]) })),
});

/** An answer, and not an error: only administrators may read the list. */
const unreadable: readonly number[] = [401, 403, 404];

const register =
  'In Jira, System > WebHooks > Create: the address https://YOUR-SIGNALBOX/webhooks/SITE, a secret, and the events "Issue created" and "Issue updated".';

/** Whether a webhook for the events that triage needs is registered, as far as the account may know. */
export async function checkWebhooks(context: JiraContext, options?: CallOptions): Promise<Finding[]> {
  if (!canVerifyWebhook(context.configuration)) {
    return [
      warningFinding(
        'webhooks',
        'No webhookSecret is set: webhooks are refused, and tickets are found by reading alone, minutes later.',
        `Leave it so, or write webhookSecret: secret('JIRA_WEBHOOK'). ${register}`,
      ),
    ];
  }
  const isApp = context.configuration.authentication.kind === 'oauth2';
  const response = await context.http.request({
    method: 'GET',
    path: isApp ? '/rest/api/3/webhook' : '/rest/webhooks/1.0/webhook',
    kind: 'read',
    accept: unreadable,
    ...options,
  });
  if (unreadable.includes(response.status)) {
    return [
      warningFinding(
        'webhooks',
        'Jira shows its webhooks to administrators only, so they were not looked at.',
        `Check by hand. ${register}`,
      ),
    ];
  }
  const admin = adminWebhooksSchema.safeParse(response.body);
  const webhooks = admin.success
    ? admin.data.filter((webhook) => webhook.enabled)
    : (appWebhooksSchema.safeParse(response.body).data?.values ?? []);
  const missing = needed.filter((event) => !webhooks.some((webhook) => webhook.events.includes(event)));
  if (missing.length === 0)
    return [okFinding('webhooks', 'A webhook for new and changed issues is registered.')];
  return [errorFinding('webhooks', `No enabled webhook sends ${missing.join(' and ')}.`, register)];
}

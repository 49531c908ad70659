import {
  type CallOptions,
  errorFinding,
  type Finding,
  isSignalboxError,
  okFinding,
  type WebhookRegistration,
  warningFinding,
} from '@signalbox/sdk';
import type { JiraContext } from '../rest/index.ts';
import { canVerifyWebhook, neededEvents, webhookRegistrations } from '../webhook/index.ts';

/** Without a deletion told, it is noticed hours later. */
const needed = neededEvents.filter((event) => event !== 'jira:issue_deleted');

/** An answer, and not an error: only administrators may read the list. */
const unreadable: readonly string[] = ['authentication', 'permission', 'not-found'];

const dayMs = 86_400_000;
/** A running bridge renews ten days before the end. */
const soonMs = 7 * dayMs;

const byHand =
  'In Jira, System > WebHooks > Create: the address https://YOUR-SIGNALBOX/webhooks/SITE, a secret, and the events "Issue created" and "Issue updated".';
const register = `Run "signalbox webhooks register SITE". Or by hand: ${byHand}`;

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
  if (context.configuration.authentication.kind === 'platform') return [];
  try {
    return judged(await webhookRegistrations.list(context, options), context.clock.now());
  } catch (error) {
    if (!isSignalboxError(error) || !unreadable.includes(error.code)) throw error;
    return [
      warningFinding(
        'webhooks',
        'Jira shows its webhooks to administrators only, so they were not looked at.',
        `Check by hand. ${byHand}`,
      ),
    ];
  }
}

function judged(registrations: readonly WebhookRegistration[], now: number): Finding[] {
  const endOf = ({ expiresAt }: WebhookRegistration) =>
    expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  const live = registrations.filter((one) => one.isEnabled && endOf(one) > now);
  const missing = needed.filter((event) => !live.some(({ events }) => events.includes(event)));
  if (missing.length > 0) {
    const why = registrations.length > live.length ? ' One is switched off or has expired.' : '';
    return [errorFinding('webhooks', `No enabled webhook sends ${missing.join(' and ')}.${why}`, register)];
  }
  const end = Math.min(...live.map(endOf));
  if (end - now > soonMs)
    return [okFinding('webhooks', 'A webhook for new and changed issues is registered.')];
  return [
    warningFinding(
      'webhooks',
      `The webhook expires on ${new Date(end).toISOString()}.`,
      'A running bridge renews it; is one running? Else run "signalbox webhooks renew SITE".',
    ),
  ];
}

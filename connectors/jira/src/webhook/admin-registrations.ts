import {
  SignalboxError,
  type WebhookRegistration,
  type WebhookRegistrationsCapability,
} from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import {
  type AdminWebhook,
  createAdminWebhook,
  deleteAdminWebhook,
  issueFilter,
  type JiraContext,
  listAdminWebhooks,
} from '../rest/index.ts';
import { neededEvents } from './needed-events.ts';

type Registrations = Omit<WebhookRegistrationsCapability<JiraConfiguration>, 'isAvailable'>;

function registrationOf({ self, url, events, enabled, filters }: AdminWebhook): WebhookRegistration {
  return {
    id: self.split('/').at(-1) ?? self,
    url,
    events,
    filter: filters?.[issueFilter] || null,
    isEnabled: enabled,
    expiresAt: null,
  };
}

/** The newest of two: the one that stays. */
function secretOf({ site, configuration }: JiraContext): string {
  const [secret] = [configuration.webhookSecret ?? []].flat();
  if (secret) return secret.reveal();
  throw new SignalboxError(
    'configuration',
    `sites.${site}.webhookSecret: without a secret Jira does not sign the webhook. Write webhookSecret: secret('JIRA_WEBHOOK').`,
    { site },
  );
}

function filtersOf({ configuration: { projects } }: JiraContext): Readonly<Record<string, string>> {
  if (!projects) return {};
  const keys = projects.map((key) => `"${key.replace(/["\\]/g, '\\$&')}"`);
  return { [issueFilter]: `project in (${keys.join(', ')})` };
}

/** An administrator's webhooks: signed with a secret that both sides know; they never expire. */
export const adminRegistrations: Registrations = {
  async list(context, options) {
    return (await listAdminWebhooks(context, options)).map(registrationOf);
  },
  async register(context, url, options) {
    const webhook = {
      name: `Signalbox (${context.site})`,
      url,
      events: [...neededEvents],
      filters: filtersOf(context),
      secret: secretOf(context),
    };
    return registrationOf(await createAdminWebhook(context, webhook, options));
  },
  remove: deleteAdminWebhook,
};

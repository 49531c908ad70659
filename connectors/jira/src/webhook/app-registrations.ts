import {
  SignalboxError,
  type WebhookRegistration,
  type WebhookRegistrationsCapability,
} from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import {
  type AppWebhook,
  createAppWebhook,
  deleteAppWebhook,
  type JiraContext,
  listAppWebhooks,
  refreshAppWebhooks,
} from '../rest/index.ts';
import { neededEvents } from './needed-events.ts';

type Registrations = Required<Omit<WebhookRegistrationsCapability<JiraConfiguration>, 'isAvailable'>>;

function registrationOf({ id, url, events, jqlFilter, expirationDate }: AppWebhook): WebhookRegistration {
  return {
    id: String(id),
    url,
    events,
    filter: jqlFilter === '' ? null : jqlFilter,
    isEnabled: true,
    expiresAt: expirationDate ?? null,
  };
}

/** Jira takes a part of JQL here, and wants some: project keys are what is certain to work. */
function filterOf({ site, configuration }: JiraContext): string {
  const { projects } = configuration;
  if (projects)
    return `project in (${projects.map((key) => `"${key.replace(/["\\]/g, '\\$&')}"`).join(', ')})`;
  throw new SignalboxError(
    'configuration',
    `sites.${site}.projects: Jira registers an app's webhook for named projects only. Write projects: ['SUP'].`,
    { site },
  );
}

/** An OAuth 2.0 app's dynamic webhooks: they expire after 30 days, and one address takes them all. */
export const appRegistrations: Registrations = {
  async list(context, options) {
    return (await listAppWebhooks(context, options)).map(registrationOf);
  },
  async register(context, url, options) {
    const webhook = { url, events: [...neededEvents], jqlFilter: filterOf(context) };
    const { id, errors } = await createAppWebhook(context, webhook, options);
    if (id === null) {
      throw new SignalboxError(
        'rejected',
        `Jira refuses to register the webhook: ${errors.join(' ') || 'it gives no reason'} Remove the app's registrations of another address first.`,
        { site: context.site },
      );
    }
    const made = (await listAppWebhooks(context, options)).find((one) => one.id === id);
    return registrationOf(made ?? { id, ...webhook });
  },
  renew: (context, ids, options) => refreshAppWebhooks(context, ids.map(Number), options),
  remove: (context, id, options) => deleteAppWebhook(context, Number(id), options),
};

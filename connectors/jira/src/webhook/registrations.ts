import type { WebhookRegistrationsCapability } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import { adminRegistrations } from './admin-registrations.ts';
import { appRegistrations } from './app-registrations.ts';

const of = ({ authentication }: JiraConfiguration) =>
  authentication.kind === 'oauth2' ? appRegistrations : adminRegistrations;

/**
 * Which kind there is follows from the credentials: Jira lets apps register dynamic webhooks and refuses API tokens
 * there; with an API token an administrator registers the webhooks of the settings page. Inside Forge the manifest does.
 */
export const webhookRegistrations: WebhookRegistrationsCapability<JiraConfiguration> = {
  isAvailable: ({ authentication }) => authentication.kind !== 'platform',
  list: (context, options) => of(context.configuration).list(context, options),
  register: (context, url, options) => of(context.configuration).register(context, url, options),
  async renew(context, ids, options) {
    // An administrator's do not expire.
    await of(context.configuration).renew?.(context, ids, options);
  },
  remove: (context, id, options) => of(context.configuration).remove(context, id, options),
};

import { type Connector, defineConnector } from '@signalbox/sdk';
import { jiraAuthentication } from './authentication.ts';
import { catalog } from './catalog/index.ts';
import { changes } from './changes/index.ts';
import {
  apiBaseUrl,
  type JiraConfiguration,
  type JiraConfigurationInput,
  jiraConfigurationSchema,
} from './configuration/index.ts';
import { diagnosis } from './diagnosis/index.ts';
import { humanQueue } from './human-queue/index.ts';
import { readErrorBody } from './rest/index.ts';
import { tickets } from './tickets/index.ts';
import { webhook, webhookRegistrations } from './webhook/index.ts';

/** Jira Cloud, REST v3, with Jira Service Management's comments. */
export const jiraConnector: Connector<JiraConfiguration> = defineConnector({
  name: 'jira',
  version: '0.1.0',
  configuration: jiraConfigurationSchema,
  baseUrl: apiBaseUrl,
  authentication: jiraAuthentication,
  // Jira's burst limit on reads. The one on edits is half of it, and fewer than half of our requests are edits.
  limits: ({ share, longestRequestMs }) => ({
    share,
    requestsPerSecond: 100,
    maxConcurrent: 10,
    timeoutMs: 30_000,
    longestRequestMs,
  }),
  readError: readErrorBody,
  webhook,
  webhookRegistrations,
  tickets,
  catalog,
  changes,
  humanQueue,
  diagnosis,
  sandbox: async (options) => (await import('./sandbox/index.ts')).createJiraSandbox(options),
});

/**
 * A Jira site in `signalbox.config.ts`.
 *
 * @example
 * ```ts
 * sites: {
 *   support: jira({
 *     baseUrl: 'https://your-site.atlassian.net',
 *     authentication: { kind: 'api-token', email: 'signalbox@example.com', token: secret('JIRA_TOKEN') },
 *     webhookSecret: secret('JIRA_WEBHOOK'),
 *   }),
 * }
 * ```
 */
export function jira(configuration: JiraConfigurationInput): {
  readonly connector: Connector<JiraConfiguration>;
  readonly configuration: JiraConfigurationInput;
} {
  return { connector: jiraConnector, configuration };
}

import { basicAuthentication, defineConnector, defineLimits, type Secret } from '@signalbox/sdk';
import { readCatalog } from './catalog.ts';
import { changes, humanQueue } from './changes.ts';
import { type AcmeConfiguration, acmeConfigurationSchema } from './configuration.ts';
import { tickets } from './tickets.ts';
import { webhook } from './webhook.ts';

/** Acme by its REST API. */
export const acmeConnector = defineConnector<AcmeConfiguration>({
  name: 'acme',
  version: '0.1.0',
  configuration: acmeConfigurationSchema,
  baseUrl: ({ baseUrl }) => baseUrl,
  authentication: ({ user, password }) => basicAuthentication(user, password),
  // How often Acme may be asked, and how long it may go on with a request that nobody waits for any longer.
  limits: ({ share }) => defineLimits({ share, requestsPerSecond: 10, longestRequestMs: 10_000 }),
  webhook,
  tickets,
  catalog: { read: readCatalog },
  changes,
  humanQueue,
  sandbox: async (options) => (await import('./acme-sandbox.ts')).createAcmeSandbox(options),
});

/** An Acme site for `signalbox.config.ts`. */
export function acme(configuration: {
  readonly baseUrl: string;
  readonly user: string;
  readonly password: Secret;
  readonly webhookSecret?: Secret;
  readonly share?: number;
}) {
  return { connector: acmeConnector, configuration };
}

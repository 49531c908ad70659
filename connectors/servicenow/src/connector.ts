import { defineConnector } from '@signalbox/sdk';
import packageManifest from '../package.json' with { type: 'json' };
import { authenticationFor } from './authentication.ts';
import { readCatalog } from './catalog/index.ts';
import { changes } from './changes/index.ts';
import { cmdb } from './cmdb/index.ts';
import {
  instanceUrl,
  type ServiceNowConfiguration,
  type ServiceNowSettings,
  serviceNowConfigurationSchema,
} from './configuration/index.ts';
import { diagnosis } from './diagnosis/index.ts';
import { humanQueue } from './human-queue/index.ts';
import { complaintOf } from './table/index.ts';
import { countTickets, readHistory, readTicket, readTickets, searchTickets } from './tickets/index.ts';
import { webhook } from './webhook/index.ts';

/** ServiceNow by its own REST APIs: Table API, CMDB Instance API, signed outbound messages. */
export const serviceNowConnector = defineConnector<ServiceNowConfiguration>({
  name: 'servicenow',
  version: packageManifest.version,
  configuration: serviceNowConfigurationSchema,
  baseUrl: instanceUrl,
  authentication: authenticationFor,
  limits: (configuration) => ({
    share: configuration.share,
    // The platform publishes no rate: rules are the instance's own and are learned from its headers. What every
    // instance bounds is how many requests of integrations it serves at once, a few per node.
    requestsPerSecond: 200,
    maxConcurrent: 4,
    timeoutMs: 30_000,
    longestRequestMs: configuration.longestRequestMs,
  }),
  readError: complaintOf,
  webhook,
  tickets: {
    read: readTicket,
    readMany: readTickets,
    search: searchTickets,
    count: countTickets,
    history: readHistory,
  },
  catalog: { read: readCatalog },
  cmdb,
  changes,
  humanQueue,
  diagnosis,
  sandbox: async (options) => (await import('./sandbox/index.ts')).createServiceNowSandbox(options),
});

/** A ServiceNow site for `signalbox.config.ts`. It is checked when the site is opened. */
export function servicenow(configuration: ServiceNowSettings): {
  readonly connector: typeof serviceNowConnector;
  readonly configuration: ServiceNowSettings;
} {
  return { connector: serviceNowConnector, configuration };
}

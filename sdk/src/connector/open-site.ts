import { type Clock, systemClock } from '../clock/index.ts';
import { SignalboxError } from '../errors/index.ts';
import { createGovernor, type GovernorOptions } from '../governor/index.ts';
import { axiosTransport, createSiteClient, isLinkLocalAddress, type Transport } from '../http/index.ts';
import { bindCapability } from './bind-capability.ts';
import type { SiteContext } from './capabilities.ts';
import { checkedConfiguration } from './checked-configuration.ts';
import type { Connector } from './connector.ts';
import type { Site } from './site.ts';

export interface OpenSiteOptions {
  /** The name in the configuration (`support`). */
  readonly name: string;
  /** As the admin wrote it; checked here. */
  readonly configuration: unknown;
  /** Default: axios. */
  readonly transport?: Transport;
  readonly clock?: Clock;
  /** What the governor should do otherwise than by default, and who watches it. */
  readonly governor?: Omit<GovernorOptions, 'site' | 'transport' | 'limits' | 'clock'>;
  /** The `User-Agent` toward the vendor. Default: `signalbox (CONNECTOR/VERSION)`. */
  readonly identity?: string;
}

/**
 * Opens one vendor instance: checks its configuration and gives every capability of the connector its governed
 * client. Sends nothing. Throws `configuration` with the lines to mend.
 */
export function openSite<Configuration>(connector: Connector<Configuration>, options: OpenSiteOptions): Site {
  const { name: site, clock = systemClock, transport = axiosTransport() } = options;
  const configuration = checkedConfiguration(connector, site, options.configuration);
  const baseUrl = checkedBaseUrl(site, connector.baseUrl(configuration));
  const limits = connector.limits(configuration);
  const authentication = connector.authentication(configuration);
  const governor = createGovernor({ ...options.governor, site, transport, limits, clock });
  const http = createSiteClient({
    site,
    baseUrl,
    origins: [...(connector.origins?.(configuration) ?? []), ...(authentication.origins ?? [])],
    authentication,
    governed: governor.execute,
    transport,
    clock,
    timeoutMs: limits.timeoutMs,
    identity: options.identity ?? `signalbox (${connector.name}/${connector.version})`,
    ...(connector.readError ? { readError: connector.readError } : {}),
  });
  const context: SiteContext<Configuration> = { site, configuration, http, clock };
  return {
    name: site,
    connector: { name: connector.name, version: connector.version },
    baseUrl,
    limits,
    clock,
    http,
    governor: { snapshot: governor.snapshot, share: governor.share },
    tickets: bindCapability(connector.tickets, context),
    catalog: bindCapability(connector.catalog, context),
    cmdb: bindCapability(connector.cmdb, context),
    changes: bindCapability(connector.changes, context),
    diagnosis: bindCapability(connector.diagnosis, context),
    humanQueue: bindCapability(connector.humanQueue, configuration),
    webhookRegistrations: boundRegistrations(connector, context),
    webhook: boundWebhook(connector, site, configuration, clock),
  };
}

function boundRegistrations<Configuration>(
  { webhookRegistrations }: Connector<Configuration>,
  context: SiteContext<Configuration>,
): Site['webhookRegistrations'] {
  if (webhookRegistrations?.isAvailable?.(context.configuration) === false) return undefined;
  return bindCapability(webhookRegistrations, context);
}

function boundWebhook<Configuration>(
  connector: Connector<Configuration>,
  site: string,
  configuration: Configuration,
  clock: Clock,
): Site['webhook'] {
  const webhook = connector.webhook;
  if (!webhook || webhook.canVerify?.(configuration) === false) return undefined;
  return {
    verify: async (delivery) => webhook.verify(delivery, configuration, clock),
    parse: (body, delivery) => webhook.parse(body, delivery, site, configuration),
  };
}

function checkedBaseUrl(site: string, baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isUsable =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    !isLinkLocalAddress(url.hostname);
  if (isUsable) return baseUrl.replace(/\/+$/, '');
  throw new SignalboxError(
    'configuration',
    `The configuration of the site ${site} cannot be used:\n  sites.${site}.baseUrl: write the address of the vendor instance, as in 'https://example.com'`,
    { site },
  );
}

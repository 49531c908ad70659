import type { Connector } from '@signalbox/sdk';

/** A vendor without limits: what is then slow is ours. */
export function unlimited<Configuration>(connector: Connector<Configuration>): Connector<Configuration> {
  return {
    ...connector,
    limits: (configuration) => ({
      ...connector.limits(configuration),
      share: 1,
      requestsPerSecond: 100_000,
      maxConcurrent: 64,
    }),
  };
}

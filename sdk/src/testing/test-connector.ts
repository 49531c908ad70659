import { describe, test } from 'vitest';
import { conformanceCases, runCase } from '../conformance/index.ts';
import type { Connector } from '../connector/index.ts';

/**
 * Registers a vitest suite that holds a connector to every promise of its capabilities, against its own sandbox and
 * with the faults a vendor and a network have. A case that does not apply is skipped, and says why.
 *
 * @example
 * ```ts
 * import { testConnector } from '@signalbox/sdk/testing';
 * import { acmeConnector } from './acme-connector.ts';
 *
 * testConnector(acmeConnector);
 * ```
 */
export function testConnector<Configuration>(connector: Connector<Configuration>): void {
  describe(`the connector ${connector.name} keeps its promises`, () => {
    for (const conformanceCase of conformanceCases) {
      test(conformanceCase.name, async ({ skip }) => {
        const reason = await runCase(connector, conformanceCase);
        if (reason !== null) skip(reason);
      });
    }
  });
}

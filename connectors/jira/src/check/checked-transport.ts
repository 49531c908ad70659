import { SignalboxError, type Transport } from '@signalbox/sdk';
import type { ContractCheck } from './contract-check.ts';
import { createRequestWatch } from './request-watch.ts';

/**
 * A transport that lets nothing out that breaks the vendor's contract: tests of the connector run through it. Values
 * of an edit are held to the editmeta that last passed for the issue, by itself or with the issue, or is fetched when none did.
 *
 * @throws SignalboxError `vendor-contract`, listing the violations, before anything is sent
 */
export function checkedTransport(transport: Transport, check: ContractCheck): Transport {
  const watch = createRequestWatch(check);
  return async (request) => {
    const violations = await watch.violations(request, async (url) => {
      const answer = await transport({ ...request, method: 'GET', url, body: undefined });
      return answer.body;
    });
    if (violations.length > 0) throw new SignalboxError('vendor-contract', violations.join('\n'));
    const response = await transport(request);
    watch.learn(request, response.status, response.body);
    return response;
  };
}

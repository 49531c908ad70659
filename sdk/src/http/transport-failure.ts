import { SignalboxError } from '../errors/index.ts';
import type { TransportRequest } from './transport.ts';

/** Why an exchange ended without an answer. */
export type TransportFailure = 'timeout' | 'aborted' | 'network';

const sentences: Readonly<Record<TransportFailure, string>> = {
  timeout: 'did not answer in time',
  aborted: 'was not waited for any longer',
  network: 'could not be reached, or cut the connection',
};

/**
 * The error of an exchange without an answer. It names the host only: paths, headers and bodies may hold what must
 * not be logged.
 *
 * @param wasSent false only when the request certainly never left
 * @param detail the system's code (`ECONNREFUSED`)
 */
export function transportFailure(
  request: TransportRequest,
  failure: TransportFailure,
  wasSent: boolean,
  detail?: string,
): SignalboxError {
  const { host } = new URL(request.url);
  const isRetryable = failure !== 'aborted';
  return new SignalboxError(failure, `${host} ${sentences[failure]}${detail ? ` (${detail})` : ''}.`, {
    isRetryable,
    mayHaveTakenEffect: wasSent && request.method !== 'GET',
  });
}

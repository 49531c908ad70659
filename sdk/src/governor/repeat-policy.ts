import { isSignalboxError } from '../errors/index.ts';
import type { GovernedRequest, TransportResponse } from '../http/index.ts';
import { readLimitNews } from '../http/index.ts';

export interface RepeatOptions {
  /** First try included. Atlassian advises four. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export const defaultRepeatOptions: RepeatOptions = {
  attempts: 4,
  firstDelayMs: 2_000,
  longestDelayMs: 30_000,
};

/** How an attempt ended: an answer, or an error without one. */
export type Ending = { readonly response: TransportResponse } | { readonly error: unknown };

/** Statuses that pass: the request may succeed later. */
const passing: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** True when sending the request once more cannot do more than was asked for. */
export function isSafeToRepeat(request: GovernedRequest, ending: Ending): boolean {
  if ('response' in ending) {
    const { status } = ending.response;
    if (!passing.includes(status) || request.accept.includes(status)) return false;
    // 429: the vendor turned it away at the door. Anything else may have taken effect.
    return status === 429 || request.isRepeatable;
  }
  const { error } = ending;
  if (!isSignalboxError(error) || (error.code !== 'network' && error.code !== 'timeout')) return false;
  return request.isRepeatable || !error.mayHaveTakenEffect;
}

/** True when the vendor may have acted although the try did not end well. Reading has no effect. */
export function mayHaveTakenEffect(request: GovernedRequest, ending: Ending): boolean {
  if (request.method === 'GET') return false;
  if ('response' in ending) return ending.response.status >= 500 || ending.response.status === 408;
  return !isSignalboxError(ending.error) || ending.error.mayHaveTakenEffect;
}

/**
 * Milliseconds until the next try: the vendor's own wish, or doubling from `firstDelayMs`; jitter 0.7-1.3 as
 * Atlassian advises, never earlier than the vendor asked.
 *
 * @param attempt how many tries there were
 * @param random 0 to 1
 */
export function repeatDelay(
  ending: Ending,
  attempt: number,
  options: RepeatOptions,
  random: number,
  now: number,
): number {
  const asked =
    'response' in ending
      ? readLimitNews(ending.response.status, ending.response.headers, now).retryAfterMs
      : null;
  if (asked !== null) return Math.ceil(asked * (1 + 0.1 * random) + 250 * random);
  const doubled = Math.min(options.longestDelayMs, options.firstDelayMs * 2 ** (attempt - 1));
  return Math.ceil(doubled * (0.7 + 0.6 * random));
}

import { isSignalboxError } from '@signalbox/sdk';

/** By then some fifteen seconds have passed, and what would have mended itself has. */
const tellingAttempt = 4;

const mistakes = [TypeError, RangeError, URIError] as const;

/** Not an outage, not a stop: the same will happen at the next try. */
function staysAsItIs(error: unknown): boolean {
  if (isSignalboxError(error)) return !error.isRetryable && error.code !== 'aborted';
  return mistakes.some((mistake) => error instanceof mistake);
}

/**
 * Whether it is time to tell an administrator that a ticket cannot be looked at: once per ticket, and only for what
 * waiting does not mend (an answer nobody understands, a missing permission). The job goes on trying all the same.
 */
export function isStuck(error: unknown, attempt: number): boolean {
  return attempt === tellingAttempt && staysAsItIs(error);
}

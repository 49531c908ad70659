import type { Fault } from './sandbox.ts';

/** How long a refusal asks to wait when the fault does not say, in milliseconds. */
const defaultWaitMs = 1_000;

/**
 * The answer that refuses a request, as HTTP has it (RFC 9110, RFC 6585); undefined for a fault that is no answer. A
 * burst has no hint, and a 503 only when the fault says how long.
 */
export function plainRefusal({ kind, delayMs }: Fault, now: number): Response | undefined {
  const waitMs = delayMs ?? defaultWaitMs;
  const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)));
  // HTTP dates have whole seconds: round up, or the client comes back too early.
  const date = new Date(Math.ceil((now + waitMs) / 1000) * 1000).toUTCString();
  const answer = (status: number, error: string, retryAfter?: string): Response =>
    Response.json(
      { error },
      { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } },
    );
  switch (kind) {
    case 'rate-limit':
    case 'rate-limit-ticket':
      return answer(429, 'Too many requests.', seconds);
    case 'rate-limit-date':
      return answer(429, 'Too many requests.', date);
    case 'rate-limit-burst':
      return answer(429, 'Too many requests.');
    case 'server-error':
      return answer(500, 'Internal error.');
    case 'unavailable':
      return answer(503, 'Unavailable.', delayMs === undefined ? undefined : seconds);
    default:
      return undefined;
  }
}

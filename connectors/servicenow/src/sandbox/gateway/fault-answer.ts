import type { Fault } from '@signalbox/sdk/sandbox';
import { rateLimited, rateLimitHeaders } from '../limits/index.ts';
import { type Answer, ApiError, failureOf } from '../routes/index.ts';

export interface FaultAnswerOptions {
  readonly now: number;
  /** What the rule that a played limit belongs to says. */
  readonly requestsPerHour: number;
  readonly ruleId: string;
}

/** How long a played limit asks to wait when the fault does not say. */
const defaultWaitMs = 1_000;

/**
 * The answer of a fault; undefined for a fault that is none. `delayMs` is what `Retry-After` asks for; a 503 without
 * it has none. The burst form is what an overloaded node's semaphore gives: 429 without any header.
 */
export function faultAnswer(fault: Fault, options: FaultAnswerOptions): Answer | undefined {
  const waitMs = fault.delayMs ?? defaultWaitMs;
  const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)));
  const limited = (headers: Readonly<Record<string, string>>): Answer =>
    failureOf(rateLimited(options.requestsPerHour, 'Table API', headers));
  const rule = rateLimitHeaders(options.requestsPerHour, options.now + waitMs, options.ruleId);
  switch (fault.kind) {
    case 'rate-limit':
    case 'rate-limit-ticket':
      return limited({ ...rule, 'Retry-After': seconds });
    case 'rate-limit-date':
      // From a gateway in front of the instance: HTTP allows a date, and dates have whole seconds.
      return limited({
        'Retry-After': new Date(Math.ceil((options.now + waitMs) / 1000) * 1000).toUTCString(),
      });
    case 'rate-limit-burst':
      return limited({});
    case 'server-error':
      return failureOf(
        new ApiError(
          500,
          'Exception while executing request: null',
          'Exception while executing request: null Check logs for error trace or enable glide.rest.debug property to verify REST request processing',
        ),
      );
    case 'unavailable':
      return {
        ...failureOf(new ApiError(503, 'Service unavailable', 'The instance is temporarily unavailable')),
        headers: fault.delayMs === undefined ? {} : { 'Retry-After': seconds },
      };
    default:
      return undefined;
  }
}

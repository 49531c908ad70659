import type { Fault } from '@signalbox/sdk/sandbox';
import type { Answer } from '../http/index.ts';
import { documentedLimits, type RateLimitReason, rateLimited } from '../limits/index.ts';

const defaultDelayMs = 1000;
const issueWriteLimit = documentedLimits.issueWrites[0]?.count ?? 0;

/** The faults that are an answer and have no effect. For others null. `delayMs` is what `Retry-After` announces. */
export function faultAnswer(fault: Fault, now: number): Answer | null {
  const delayMs = fault.delayMs ?? defaultDelayMs;
  const seconds = String(Math.ceil(delayMs / 1000));
  const limited = (reason: RateLimitReason, limit: number, retryAfter = seconds): Answer =>
    rateLimited({ reason, limit, resetAt: now + delayMs, retryAfter });
  switch (fault.kind) {
    case 'rate-limit':
      return limited('jira-quota-global-based', documentedLimits.pointsPerHour ?? 0);
    case 'rate-limit-date': {
      // HTTP dates have whole seconds: round up, or the client comes back too early.
      const date = new Date(Math.ceil((now + delayMs) / 1000) * 1000).toUTCString();
      return limited('jira-quota-tenant-based', documentedLimits.pointsPerHour ?? 0, date);
    }
    case 'rate-limit-burst':
      return limited('jira-burst-based', documentedLimits.burst?.GET ?? 0);
    case 'rate-limit-ticket':
      return limited('jira-per-issue-on-write', issueWriteLimit);
    case 'server-error':
      return { status: 500, body: { errorMessages: ['Internal server error'], errors: {} } };
    case 'unavailable':
      return {
        status: 503,
        body: { errorMessages: ['The service is temporarily unavailable.'], errors: {} },
        headers: fault.delayMs === undefined ? {} : { 'Retry-After': seconds },
      };
    default:
      return null;
  }
}

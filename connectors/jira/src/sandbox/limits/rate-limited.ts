import type { Answer } from '../http/index.ts';

export type RateLimitReason =
  | 'jira-quota-global-based'
  | 'jira-quota-tenant-based'
  | 'jira-burst-based'
  | 'jira-per-issue-on-write';

export interface RateLimited {
  readonly reason: RateLimitReason;
  readonly limit: number;
  readonly resetAt: number;
  /** How `Retry-After` is written: seconds, or the date that HTTP allows as well. */
  readonly retryAfter: string;
}

export const secondsUntil = (at: number, now: number): string =>
  String(Math.max(1, Math.ceil((at - now) / 1000)));

/** The answer to one request too many, with every header Jira sends with it. */
export function rateLimited({ reason, limit, resetAt, retryAfter }: RateLimited): Answer {
  return {
    status: 429,
    body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
    headers: {
      'Retry-After': retryAfter,
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': new Date(resetAt).toISOString(),
      'X-RateLimit-NearLimit': 'true',
      'RateLimit-Reason': reason,
    },
  };
}

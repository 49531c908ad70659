/** What a response says about the vendor's limits. */
export interface LimitNews {
  /**
   * What must wait: the whole client, the pace of the client (a burst), or writes to one ticket; null when
   * nothing was refused.
   */
  readonly holds: 'client' | 'pace' | 'ticket' | null;
  /** The vendor's own word for it (`jira-quota-tenant-based`), or the status. */
  readonly reason: string | null;
  /** How long the vendor asks to wait; null when it does not say. */
  readonly retryAfterMs: number | null;
  readonly quota: {
    readonly limit: number;
    readonly remaining: number | null;
    /** Milliseconds since the epoch; null when the vendor does not say. */
    readonly resetsAt: number | null;
  } | null;
  /** The vendor warns that the quota is nearly used. */
  readonly isNearLimit: boolean;
}

/** A wait longer than a day is taken for a mistake of the vendor's clock. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/**
 * Reads the limit headers of Jira Cloud and ServiceNow. Sources: Atlassian, "Rate limiting" (Jira Cloud platform),
 * headers `Retry-After`, `X-RateLimit-*`, `RateLimit-Reason`; ServiceNow, "Inbound REST API rate limiting".
 *
 * @param headers names in lower case
 * @param now milliseconds since the epoch
 */
export function readLimitNews(
  status: number,
  headers: Readonly<Record<string, string>>,
  now: number,
): LimitNews {
  const reason = headers['ratelimit-reason'] ?? null;
  const quota = readQuota(headers, now);
  const isRefused = status === 429 || status === 503;
  const untilReset =
    status === 429 && quota?.remaining === 0 && quota.resetsAt !== null ? quota.resetsAt - now : null;
  const retryAfterMs = isRefused ? (readRetryAfter(headers['retry-after'], now) ?? untilReset) : null;
  return {
    holds: whatWaits(status, reason, retryAfterMs),
    reason: reason ?? (isRefused ? String(status) : null),
    retryAfterMs: retryAfterMs === null ? null : clampWait(retryAfterMs),
    quota,
    isNearLimit: headers['x-ratelimit-nearlimit']?.trim().toLowerCase() === 'true',
  };
}

/** Milliseconds to wait from a `Retry-After` of seconds or an HTTP date (RFC 9110, 10.2.3); null when unreadable. */
export function readRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return clampWait(Number(text) * 1000);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : clampWait(date - now);
}

function whatWaits(status: number, reason: string | null, retryAfterMs: number | null): LimitNews['holds'] {
  // 503 without a hint is an outage, for the circuit breaker; with one, the vendor names the time itself.
  if (status === 503) return retryAfterMs === null ? null : 'client';
  if (status !== 429) return null;
  if (reason === 'jira-per-issue-on-write') return 'ticket';
  if (reason === 'jira-burst-based') return 'pace';
  return 'client';
}

function readQuota(headers: Readonly<Record<string, string>>, now: number): LimitNews['quota'] {
  const limit = readCount(headers['x-ratelimit-limit']);
  if (limit === null || limit === 0) return null;
  return {
    limit,
    remaining: readCount(headers['x-ratelimit-remaining']),
    resetsAt: readReset(headers['x-ratelimit-reset'], now),
  };
}

function readCount(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d+\s*$/.test(value) ? Number(value) : null;
}

/** ISO 8601 (Jira), UNIX seconds (ServiceNow), UNIX milliseconds, or seconds from now. */
function readReset(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number >= 1e12) return number;
    return number >= 1e9 ? number * 1000 : now + number * 1000;
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

function clampWait(durationMs: number): number {
  return Math.min(Math.max(0, durationMs), longestWaitMs);
}

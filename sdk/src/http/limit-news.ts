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
  /** What the whole client may spend in the vendor's window; null when the response says nothing of it. */
  readonly quota: QuotaNews | null;
  /** Requests per second that a refused burst names as its limit. */
  readonly burstLimit: number | null;
  /** The vendor warns that the quota is nearly used. */
  readonly isNearLimit: boolean;
}

/** A quota in the vendor's own unit: requests, or points where a request costs more than one. */
export interface QuotaNews {
  readonly limit: number;
  readonly remaining: number | null;
  /** Milliseconds since the epoch, by our clock; null when the vendor does not say. */
  readonly resetsAt: number | null;
  /** How long the window lasts; null when the vendor does not say. */
  readonly windowMs: number | null;
}

/** A wait longer than a day is taken for a mistake of the vendor's clock. */
const longestWaitMs = 24 * 60 * 60 * 1000;
/** `Date` has whole seconds, and an answer is on its way for a while: clocks closer than this agree. */
const clocksAgreeWithinMs = 2_000;

/**
 * Reads the limit headers of Jira Cloud and ServiceNow, and those on their way to be a standard. Sources: Atlassian,
 * "Rate limiting" (Jira Cloud platform), headers `Retry-After`, `X-RateLimit-*`, `RateLimit-Reason`; ServiceNow,
 * "Inbound REST API rate limiting"; IETF draft "RateLimit header fields for HTTP" (Jira: with `Beta-` before them).
 * Times that the vendor's clock tells are turned into ours by the response's `Date`.
 *
 * @param headers names in lower case
 * @param now milliseconds since the epoch
 */
export function readLimitNews(
  status: number,
  headers: Readonly<Record<string, string>>,
  now: number,
): LimitNews {
  const vendorNow = vendorTime(headers.date, now);
  const reason = headers['ratelimit-reason'] ?? null;
  const isRefused = status === 429 || status === 503;
  const named = readNamedQuota(headers, vendorNow) ?? readPolicy(headers, vendorNow);
  const untilReset =
    status === 429 && named?.remaining === 0 && named.resetsAt ? named.resetsAt - vendorNow : null;
  const asked = isRefused ? (readRetryAfter(headers['retry-after'], vendorNow) ?? untilReset) : null;
  const holds = whatWaits(status, reason, asked);
  // The numbers of such a refusal are those of the burst, or of the ticket: the client's quota is another.
  const isOfClient = holds !== 'pace' && holds !== 'ticket';
  return {
    holds,
    reason: reason ?? (isRefused ? String(status) : null),
    retryAfterMs: asked === null ? null : clampWait(asked),
    quota: isOfClient && named ? inOurTime(named, now - vendorNow) : null,
    burstLimit: holds === 'pace' ? (named?.limit ?? null) : null,
    isNearLimit: isTrue(headers['x-ratelimit-nearlimit']) || isTrue(headers['x-beta-ratelimit-nearlimit']),
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

function readNamedQuota(headers: Readonly<Record<string, string>>, now: number): QuotaNews | null {
  const limit = readCount(headers['x-ratelimit-limit']);
  const resetsAt = readReset(headers['x-ratelimit-reset'], now);
  // Without a reset it is a burst's bucket, which says nothing once the answer is here. A refusal needs none.
  if (limit === null || limit === 0 || (resetsAt === null && hasPolicy(headers))) return null;
  return { limit, remaining: readCount(headers['x-ratelimit-remaining']), resetsAt, windowMs: null };
}

function hasPolicy(headers: Readonly<Record<string, string>>): boolean {
  return (headers['ratelimit-policy'] ?? headers['beta-ratelimit-policy']) !== undefined;
}

/** `RateLimit-Policy: "app";q=65000;w=3600` with `RateLimit: "app";r=64000;t=1800`; of several the longest window. */
function readPolicy(headers: Readonly<Record<string, string>>, now: number): QuotaNews | null {
  const policies = readItems(headers['ratelimit-policy'] ?? headers['beta-ratelimit-policy']);
  const states = readItems(headers.ratelimit ?? headers['beta-ratelimit']);
  let longest: QuotaNews | null = null;
  for (const [name, { q: limit, w: seconds }] of policies) {
    if (!limit || !seconds || seconds * 1000 <= (longest?.windowMs ?? 0)) continue;
    const { r: remaining = null, t: untilReset } = states.get(name) ?? {};
    const resetsAt = untilReset === undefined ? null : now + untilReset * 1000;
    longest = { limit, remaining, resetsAt, windowMs: seconds * 1000 };
  }
  return longest;
}

/** The items of a structured field (RFC 9651) by name, with their whole-number parameters. */
function readItems(field: string | undefined): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const items = (field ?? '').split(',').map((item): [string, Record<string, number>] => {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const numbers = parameters.flatMap((parameter) => {
      const [key = '', value] = parameter.split('=');
      const count = readCount(value);
      return count === null ? [] : [[key, count] as const];
    });
    return [name, Object.fromEntries(numbers)];
  });
  return new Map(items);
}

function inOurTime(quota: QuotaNews, aheadMs: number): QuotaNews {
  return quota.resetsAt === null ? quota : { ...quota, resetsAt: quota.resetsAt + aheadMs };
}

/** What the vendor's clock showed when it answered; ours where it does not say, or where both agree. */
function vendorTime(date: string | undefined, now: number): number {
  const told = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(told) || Math.abs(told - now) <= clocksAgreeWithinMs ? now : told;
}

const isTrue = (value: string | undefined): boolean => value?.trim().toLowerCase() === 'true';

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

/** A rule as an admin sets it under "REST API rate limits": so many requests per user and hour. */
export interface RateLimitOptions {
  readonly requestsPerHour: number;
  /** How long the rule's hour lasts; shorter where nobody wants to wait for one. Begins at multiples of it (UTC). */
  readonly hourMs?: number;
  /** How late counts take effect; the platform commits them every 30 seconds, so clients can overshoot. */
  readonly commitEveryMs?: number;
  /** What the error calls the limited resource. Default `Table API`. */
  readonly resource?: string;
}

export interface RateLimitState {
  readonly headers: Readonly<Record<string, string>>;
  readonly isExceeded: boolean;
  readonly retryAfterSeconds: number;
}

const defaultHourMs = 3_600_000;
const defaultCommitEveryMs = 30_000;

interface Window {
  readonly hour: number;
  committed: number;
  pending: number;
  committedAt: number;
}

/** Counts requests per user and clock hour, late, as the platform does. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #ruleId: string;
  readonly #windows = new Map<string, Window>();

  constructor(options: RateLimitOptions, ruleId: string) {
    this.#options = options;
    this.#ruleId = ruleId;
  }

  /** Counts one request and says what the platform says of it. */
  count(userName: string, now: number): RateLimitState {
    const hourMs = this.#options.hourMs ?? defaultHourMs;
    const hour = Math.floor(now / hourMs);
    let window = this.#windows.get(userName);
    if (window?.hour !== hour) {
      window = { hour, committed: 0, pending: 0, committedAt: now };
      this.#windows.set(userName, window);
    }
    if (this.#period(now) > this.#period(window.committedAt)) {
      Object.assign(window, { committed: window.committed + window.pending, pending: 0, committedAt: now });
    }
    const isExceeded = window.committed >= this.#options.requestsPerHour;
    if (!isExceeded) window.pending += 1;
    const resetMs = (hour + 1) * hourMs;
    return {
      headers: rateLimitHeaders(this.#options.requestsPerHour, resetMs, this.#ruleId),
      isExceeded,
      retryAfterSeconds: Math.max(1, Math.ceil((resetMs - now) / 1000)),
    };
  }

  /** Counts are committed by a job that runs at fixed times, not at times that depend on the client. */
  #period(at: number): number {
    return Math.floor(at / Math.max(1, this.#options.commitEveryMs ?? defaultCommitEveryMs));
  }
}

/** `X-RateLimit-*`; the reset is in UNIX seconds. Source: "Inbound REST API rate limiting". */
export function rateLimitHeaders(perHour: number, resetMs: number, ruleId: string): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(perHour),
    'X-RateLimit-Reset': String(Math.ceil(resetMs / 1000)),
    'X-RateLimit-Rule': ruleId,
  };
}

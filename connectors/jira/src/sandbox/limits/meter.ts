import type { Answer } from '../http/index.ts';
import type { JiraLimits } from './jira-limits.ts';
import { rateLimited, secondsUntil } from './rate-limited.ts';
import { SlidingWindow } from './window.ts';

export interface MeteredRequest {
  readonly method: string;
  readonly path: string;
  readonly isApp: boolean;
}

const secondMs = 1000;
const nearLimit = 0.2;
const issuePath = /^\/rest\/(?:api\/3\/issue|servicedeskapi\/request)\/([^/]+)(\/.*)?$/;
const notAnIssue = new Set(['createmeta', 'bulk', 'picker']);

/** Counts requests against one site's limits. */
export class Meter {
  readonly #limits: JiraLimits;
  readonly #now: () => number;
  readonly #windows = new Map<string, SlidingWindow>();
  #hour = -1;
  #points = 0;

  constructor(limits: JiraLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Null when the request may pass, and is counted; else the 429. `issueKey` resolves aliases of one issue. */
  admit(request: MeteredRequest, issueKey: (idOrKey: string) => string): Answer | null {
    const now = this.#now();
    const issue = issuePath.exec(request.path)?.[1];
    const isIssue = issue !== undefined && !notAnIssue.has(issue);
    const windows: { readonly window: SlidingWindow; readonly answer: (until: number) => Answer }[] = [];
    const { burst } = this.#limits;
    if (burst) {
      const isOneIssue =
        request.method === 'GET' && isIssue && issuePath.exec(request.path)?.[2] === undefined;
      const name = isOneIssue ? 'getIssue' : request.method;
      const count = isOneIssue ? burst.getIssue : limitFor(request.method, burst);
      windows.push({
        window: this.#window(`burst ${name}`, count, secondMs),
        answer: (until) => this.#refuse('jira-burst-based', count, until),
      });
    }
    if (isIssue && request.method !== 'GET') {
      for (const { count, windowMs } of this.#limits.issueWrites) {
        windows.push({
          window: this.#window(`issue ${issueKey(issue)} ${windowMs}`, count, windowMs),
          answer: (until) => this.#refuse('jira-per-issue-on-write', count, until),
        });
      }
    }
    if (this.#counts(request) && this.#spent(now) >= (this.#limits.pointsPerHour ?? 0)) {
      return this.#refuse(
        'jira-quota-global-based',
        this.#limits.pointsPerHour ?? 0,
        (this.#hour + 1) * this.#limits.hourMs,
      );
    }
    for (const { window, answer } of windows) {
      const until = window.fullUntil(now);
      if (until !== null) return answer(until);
    }
    for (const { window } of windows) window.add(now);
    return null;
  }

  /** Takes the points of an answered request, and says how many are left in the headers Jira adds. */
  charge(request: MeteredRequest, objectsRead: number): Readonly<Record<string, string>> {
    const limit = this.#limits.pointsPerHour;
    if (limit === null || !this.#counts(request)) return {};
    this.#points = this.#spent(this.#now()) + (isRead(request) ? 1 + objectsRead : 1);
    const left = Math.max(0, limit - this.#points);
    return {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(left),
      'X-RateLimit-Reset': new Date((this.#hour + 1) * this.#limits.hourMs).toISOString(),
      ...(left < limit * nearLimit ? { 'X-RateLimit-NearLimit': 'true' } : {}),
    };
  }

  #counts(request: MeteredRequest): boolean {
    return (
      this.#limits.pointsPerHour !== null && (request.isApp || this.#limits.pointsCountFor === 'everyone')
    );
  }

  #spent(now: number): number {
    const hour = Math.floor(now / this.#limits.hourMs);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#points = 0;
    }
    return this.#points;
  }

  #window(name: string, count: number, windowMs: number): SlidingWindow {
    const window = this.#windows.get(name) ?? new SlidingWindow(count, windowMs);
    this.#windows.set(name, window);
    return window;
  }

  #refuse(reason: Parameters<typeof rateLimited>[0]['reason'], limit: number, resetAt: number): Answer {
    return rateLimited({ reason, limit, resetAt, retryAfter: secondsUntil(resetAt, this.#now()) });
  }
}

/** A search reads, though it is posted. */
const isRead = ({ method, path }: MeteredRequest): boolean =>
  method === 'GET' || path.startsWith('/rest/api/3/search/');

function limitFor(method: string, burst: NonNullable<JiraLimits['burst']>): number {
  return method === 'POST' || method === 'PUT' || method === 'DELETE' ? burst[method] : burst.GET;
}

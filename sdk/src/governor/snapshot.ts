import type { ErrorCode } from '../errors/index.ts';
import type { HttpMethod, Lane } from '../http/index.ts';
import type { CircuitStatus } from './circuits.ts';
import { limitNow } from './learned-limit.ts';
import { currentPace, currentThrottle, type LimitState, pauseLeft, quotaLeft } from './limit-state.ts';
import type { Limits } from './limits.ts';
import { grantedQuota, quotaAt } from './quota.ts';

/** What an operator sees of a governor. Times are ISO 8601. */
export interface GovernorSnapshot {
  readonly site: string;
  readonly waiting: Readonly<Record<Lane, number>>;
  readonly running: number;
  /** The part of the vendor's limits that the admin grants, 0-1. */
  readonly share: number;
  /** Requests per second that may be started now. */
  readonly requestsPerSecond: number;
  /** 0-1: what the vendor's burst limits have left of the granted pace. */
  readonly throttle: number;
  readonly pausedUntil: string | null;
  readonly pauseReason: string | null;
  readonly heldTickets: number;
  readonly quota: {
    readonly limit: number;
    readonly remaining: number | null;
    readonly resetsAt: string;
    /** Points that the admin's share allows in this window. */
    readonly granted: number;
    /** Points of ours in this window, of all processes that share it. */
    readonly used: number;
    readonly isNearLimit: boolean;
  } | null;
  /** Limits that the vendor does not announce. */
  readonly learned: readonly {
    /** The kind of request; null: all together. */
    readonly kind: string | null;
    readonly limit: number;
    readonly windowMs: number;
    readonly learnedAt: string;
  }[];
  /** Who keeps the limits with us; null: this process alone. */
  readonly shared: { readonly isReachable: boolean; readonly processes: number } | null;
  /** By kind of request; `connection` is the whole site. */
  readonly circuits: Readonly<Record<string, CircuitStatus>>;
  readonly totals: {
    readonly requests: number;
    readonly repeats: number;
    readonly rateLimited: number;
    readonly failures: number;
  };
}

/** One exchange with the vendor, for metrics. Holds no address, no ticket and no text. */
export interface RequestObservation {
  readonly site: string;
  readonly kind: string;
  readonly lane: Lane;
  readonly method: HttpMethod;
  /** null when there was no answer. */
  readonly status: number | null;
  /** Why there was no answer. */
  readonly code: ErrorCode | null;
  readonly durationMs: number;
  /** Time in the queue. */
  readonly waitedMs: number;
  /** Tries of the same request before this one. */
  readonly retried: number;
}

export type RequestObserver = (observation: RequestObservation) => void;

/** The part of a snapshot that follows from the limits. */
export function limitsSnapshot(
  state: LimitState,
  limits: Limits,
  now: number,
): Pick<
  GovernorSnapshot,
  'requestsPerSecond' | 'throttle' | 'pausedUntil' | 'pauseReason' | 'heldTickets' | 'quota' | 'learned'
> {
  // An agent's request is the last that the share has no room for.
  const pause = Math.max(
    pauseLeft(state, now),
    quotaLeft(state, limits, { lane: 'interactive', points: 1 }, now),
  );
  const reason = state.pausedUntil > now ? state.pauseReason : 'quota-used';
  const quota = quotaAt(state.quota, now);
  return {
    requestsPerSecond: pause > 0 ? 0 : currentPace(state, limits, now),
    throttle: currentThrottle(state, now),
    pausedUntil: pause > 0 ? new Date(now + pause).toISOString() : null,
    pauseReason: pause > 0 ? reason : null,
    heldTickets: Object.values(state.heldTickets).filter((until) => until > now).length,
    quota: quota && {
      limit: quota.limit,
      remaining: quota.remaining,
      resetsAt: new Date(quota.resetsAt).toISOString(),
      granted: grantedQuota(quota, limits),
      used: quota.used + quota.others,
      isNearLimit: quota.isNearLimit,
    },
    learned: state.learned.map((learned) => ({
      kind: learned.kind,
      limit: limitNow(learned, now),
      windowMs: learned.windowMs,
      learnedAt: new Date(learned.learnedAt).toISOString(),
    })),
  };
}

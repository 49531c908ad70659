import type { ErrorCode } from '../errors/index.ts';
import type { HttpMethod, Lane } from '../http/index.ts';
import type { CircuitStatus } from './circuits.ts';
import { currentPace, currentThrottle, type LimitState, pauseLeft } from './limit-state.ts';
import type { Limits } from './limits.ts';
import { grantedQuota } from './quota.ts';

/** What an operator sees of a governor. Times are ISO 8601. */
export interface GovernorSnapshot {
  readonly site: string;
  readonly waiting: Readonly<Record<Lane, number>>;
  readonly running: number;
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
    /** Requests that the admin's share allows in this window. */
    readonly granted: number;
    readonly used: number;
    readonly isNearLimit: boolean;
  } | null;
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
  'requestsPerSecond' | 'throttle' | 'pausedUntil' | 'pauseReason' | 'heldTickets' | 'quota'
> {
  const pause = pauseLeft(state, limits, now);
  const reason = state.pausedUntil > now ? state.pauseReason : 'quota-used';
  const quota = state.quota && state.quota.resetsAt > now ? state.quota : null;
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
      used: quota.used,
      isNearLimit: quota.isNearLimit,
    },
  };
}

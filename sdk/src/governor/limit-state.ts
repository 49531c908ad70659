import type { LimitNews } from '../http/index.ts';
import type { Limits } from './limits.ts';

/** What one site's limits look like now: plain data, so that it can be kept or shared. Times are epoch milliseconds. */
export interface LimitState {
  /** Tokens left in the bucket at `refilledAt`. */
  readonly tokens: number;
  readonly refilledAt: number;
  /** The share of the granted pace that a burst has left, 0-1, at `throttledAt`. */
  readonly throttle: number;
  readonly throttledAt: number;
  /** Nothing is sent before this. */
  readonly pausedUntil: number;
  readonly pauseReason: string | null;
  /** Until when writes to a ticket wait. */
  readonly heldTickets: Readonly<Record<string, number>>;
  readonly quota: AnnouncedQuota | null;
}

/** A quota in the vendor's own numbers, and our part in it. */
export interface AnnouncedQuota {
  readonly limit: number;
  readonly remaining: number | null;
  readonly resetsAt: number;
  /** Requests of ours since this window was first seen. */
  readonly used: number;
  readonly isNearLimit: boolean;
}

/** Slowest pace that bursts can force, as a share of the granted one. */
const slowestThrottle = 0.05;
/** A burst's several refusals are one piece of news. */
const burstSettlesMs = 1_000;
/** How long a halted pace takes to recover fully. */
const recoveryMs = 60_000;
const defaultPauseMs = 5_000;
const defaultHoldMs = 2_000;
/** Below this share of the quota the rest is spread over the time that is left. */
const nearShare = 0.2;
/** Reset times of one window wobble, where they come as seconds from now. */
const sameWindowMs = 2_000;

export function initialLimitState(limits: Limits, now: number): LimitState {
  return {
    tokens: bucketSize(limits),
    refilledAt: now,
    throttle: 1,
    throttledAt: now,
    pausedUntil: 0,
    pauseReason: null,
    heldTickets: {},
    quota: null,
  };
}

/** Requests per second that may be started now. */
export function currentPace(state: LimitState, limits: Limits, now: number): number {
  const granted = limits.requestsPerSecond * limits.share;
  return Math.min(granted * currentThrottle(state, now), quotaPace(state.quota, limits, now));
}

/** 0-1: what bursts have left of the granted pace; recovers with time. */
export function currentThrottle(state: LimitState, now: number): number {
  return Math.min(1, state.throttle + Math.max(0, now - state.throttledAt) / recoveryMs);
}

/** Milliseconds until nothing holds the whole client; 0 when it may send. */
export function pauseLeft(state: LimitState, limits: Limits, now: number): number {
  const quota = state.quota;
  const isSpent = quota !== null && quota.resetsAt > now && quota.used >= grantedQuota(quota, limits);
  return Math.max(0, state.pausedUntil - now, isSpent ? quota.resetsAt - now : 0);
}

/** Milliseconds until the ticket may be written to. */
export function holdLeft(state: LimitState, ticketId: string | undefined, now: number): number {
  return ticketId === undefined ? 0 : Math.max(0, (state.heldTickets[ticketId] ?? 0) - now);
}

/** Milliseconds until one more request may start; 0: now, and {@link taken} tells the state after it. */
export function untilNextStart(state: LimitState, limits: Limits, now: number): number {
  const pause = pauseLeft(state, limits, now);
  if (pause > 0) return pause;
  const pace = currentPace(state, limits, now);
  const missing = 1 - tokensAt(state, limits, now);
  // A whole millisecond more than nothing: a rounding error must not make the caller spin.
  return missing <= 1e-9 ? 0 : Math.max(1, Math.ceil((missing / pace) * 1000));
}

/** The state after a request has started. */
export function taken(state: LimitState, limits: Limits, now: number): LimitState {
  const quota =
    state.quota && state.quota.resetsAt > now ? { ...state.quota, used: state.quota.used + 1 } : null;
  return { ...state, tokens: tokensAt(state, limits, now) - 1, refilledAt: now, quota };
}

/** The state after a response has told something. */
export function learned(
  state: LimitState,
  limits: Limits,
  news: LimitNews,
  ticketId: string | undefined,
  now: number,
): LimitState {
  const refilled = { ...state, tokens: tokensAt(state, limits, now), refilledAt: now };
  return holding({ ...refilled, quota: nextQuota(state.quota, news, now) }, news, ticketId, now);
}

function holding(state: LimitState, news: LimitNews, ticketId: string | undefined, now: number): LimitState {
  switch (news.holds) {
    case null:
      return state;
    case 'ticket':
      if (ticketId !== undefined)
        return held(state, ticketId, now + (news.retryAfterMs ?? defaultHoldMs), now);
      return slowed(state, now);
    case 'pace':
      return slowed(state, now);
    case 'client':
      return {
        ...state,
        pausedUntil: Math.max(state.pausedUntil, now + (news.retryAfterMs ?? defaultPauseMs)),
        pauseReason: news.reason,
      };
  }
}

function held(state: LimitState, ticketId: string, until: number, now: number): LimitState {
  const stillHeld = Object.entries(state.heldTickets).filter(([, end]) => end > now);
  return { ...state, heldTickets: { ...Object.fromEntries(stillHeld), [ticketId]: until } };
}

function slowed(state: LimitState, now: number): LimitState {
  if (state.throttle < 1 && now - state.throttledAt < burstSettlesMs) return state;
  const throttle = Math.max(slowestThrottle, currentThrottle(state, now) / 2);
  return { ...state, tokens: Math.min(state.tokens, 0), throttle, throttledAt: now };
}

function nextQuota(known: AnnouncedQuota | null, news: LimitNews, now: number): AnnouncedQuota | null {
  const current = known && known.resetsAt > now ? known : null;
  if (!news.quota || news.quota.resetsAt === null || news.quota.resetsAt <= now) return current;
  const { limit, remaining, resetsAt } = news.quota;
  const isSameWindow = current !== null && Math.abs(current.resetsAt - resetsAt) <= sameWindowMs;
  const isNearLimit = news.isNearLimit || (remaining !== null && remaining < limit * nearShare);
  return { limit, remaining, resetsAt, used: isSameWindow ? current.used : 1, isNearLimit };
}

/** Requests that the admin's share of a quota allows in one window. */
export function grantedQuota(quota: AnnouncedQuota, limits: Limits): number {
  return Math.max(1, Math.floor(quota.limit * limits.share));
}

function quotaPace(quota: AnnouncedQuota | null, limits: Limits, now: number): number {
  if (!quota?.isNearLimit || quota.resetsAt <= now) return Number.POSITIVE_INFINITY;
  const ours = grantedQuota(quota, limits) - quota.used;
  const left = Math.min(ours, (quota.remaining ?? quota.limit) * limits.share);
  return Math.max(left, 1) / ((quota.resetsAt - now) / 1000);
}

/** One second's worth, at least one request. */
function bucketSize(limits: Limits): number {
  return Math.max(1, limits.requestsPerSecond * limits.share);
}

function tokensAt(state: LimitState, limits: Limits, now: number): number {
  const elapsedSeconds = Math.max(0, now - state.refilledAt) / 1000;
  return Math.min(bucketSize(limits), state.tokens + elapsedSeconds * currentPace(state, limits, now));
}

import type { LimitNews } from '../http/index.ts';
import type { Limits } from './limits.ts';
import { type AnnouncedQuota, grantedQuota, nextQuota, quotaPace } from './quota.ts';

/** What one site's limits look like now: plain data, so that it can be kept or shared. Times are epoch milliseconds. */
export interface LimitState {
  /** Tokens left in the bucket at `refilledAt`. */
  readonly tokens: number;
  readonly refilledAt: number;
  /** The share of the granted pace that bursts have left, 0-1, at `throttledAt`. */
  readonly throttle: number;
  readonly throttledAt: number;
  /** Nothing is sent before this. */
  readonly pausedUntil: number;
  readonly pauseReason: string | null;
  /** Until when writes to a ticket wait. */
  readonly heldTickets: Readonly<Record<string, number>>;
  /** Requests started in what is, or will prove to be, the vendor's present window. */
  readonly started: { readonly since: number; readonly count: number };
  readonly quota: AnnouncedQuota | null;
}

/** Slowest pace that bursts can force, as a share of the granted one. */
const slowestThrottle = 0.05;
/** A burst's several refusals are one piece of news. */
const burstSettlesMs = 1_000;
/** How long a halted pace takes to recover fully. */
const recoveryMs = 60_000;
const defaultPauseMs = 5_000;
const defaultHoldMs = 2_000;
/** Vendors' windows are an hour or less: what was started before cannot count in a window that is news to us. */
const longestWindowMs = 60 * 60_000;
/**
 * What is planned of the granted pace. The rest, and the small bucket, take up the unevenness of timers and network:
 * no second the vendor looks at then holds more than the share.
 */
const plannedShare = 0.98;
const timerSlackSeconds = 0.005;

export function initialLimitState(now: number): LimitState {
  return {
    tokens: 1,
    refilledAt: now,
    throttle: 1,
    throttledAt: now,
    pausedUntil: 0,
    pauseReason: null,
    heldTickets: {},
    started: { since: now, count: 0 },
    quota: null,
  };
}

/** Requests per second that may be started now. */
export function currentPace(state: LimitState, limits: Limits, now: number): number {
  const granted = limits.requestsPerSecond * limits.share * plannedShare;
  return Math.min(granted * currentThrottle(state, now), quotaPace(state.quota, limits, now));
}

/** 0-1: what bursts have left of the granted pace; recovers with time. */
export function currentThrottle(state: LimitState, now: number): number {
  return Math.min(1, state.throttle + Math.max(0, now - state.throttledAt) / recoveryMs);
}

/** Milliseconds until nothing holds the whole client; 0 when it may send. */
export function pauseLeft(state: LimitState, limits: Limits, now: number): number {
  const { quota } = state;
  const isSpent = quota !== null && (quota.remaining === 0 || quota.used >= grantedQuota(quota, limits));
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
  const missing = 1 - tokensAt(state, limits, now);
  // Never 0 for a rounding error's sake, and never longer than a timer can be.
  return missing <= 1e-9 ? 0 : Math.max(1, Math.ceil((missing / currentPace(state, limits, now)) * 1000));
}

/** The state after a request has started. */
export function taken(state: LimitState, limits: Limits, now: number): LimitState {
  const quota = state.quota && state.quota.resetsAt > now ? state.quota : null;
  const isNewWindow = state.quota !== null ? quota === null : now - state.started.since >= longestWindowMs;
  const started = isNewWindow
    ? { since: now, count: 1 }
    : { ...state.started, count: state.started.count + 1 };
  return {
    ...state,
    tokens: tokensAt(state, limits, now) - 1,
    refilledAt: now,
    started,
    quota: quota && { ...quota, used: started.count },
  };
}

/** The state after a response has told something. */
export function learned(
  state: LimitState,
  limits: Limits,
  news: LimitNews,
  ticketId: string | undefined,
  now: number,
): LimitState {
  const quota = nextQuota(state.quota, news, state.started.count, now);
  const refilled = { ...state, tokens: tokensAt(state, limits, now), refilledAt: now, quota };
  return holding(refilled, news, ticketId, now);
}

function holding(state: LimitState, news: LimitNews, ticketId: string | undefined, now: number): LimitState {
  switch (news.holds) {
    case null:
      // A warning without numbers leaves nothing to plan with but caution.
      return news.isNearLimit && state.quota === null ? slowed(state, now) : state;
    case 'ticket':
      if (ticketId === undefined) return slowed(state, now);
      return held(state, ticketId, now + (news.retryAfterMs ?? defaultHoldMs), now);
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

function tokensAt(state: LimitState, limits: Limits, now: number): number {
  const elapsedSeconds = Math.max(0, now - state.refilledAt) / 1000;
  const pace = currentPace(state, limits, now);
  return Math.min(1 + pace * timerSlackSeconds, state.tokens + elapsedSeconds * pace);
}

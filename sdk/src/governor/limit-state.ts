import type { Lane, LimitNews } from '../http/index.ts';
import { type Bucket, type Flow, tokensAt, untilToken, withoutToken } from './bucket.ts';
import { type LearnedLimit, limitNow, rateOf } from './learned-limit.ts';
import type { Limits } from './limits.ts';
import { grantedQuota, guardMs, type Quota, quotaAfter, quotaAt, quotaPace } from './quota.ts';

/** What one site's limits look like now: plain data, so that it can be kept or shared. Times are epoch milliseconds. */
export interface LimitState {
  /** The pace of the whole client. */
  readonly bucket: Bucket;
  /** The paces of kinds of requests that have a learned limit of their own. */
  readonly kinds: Readonly<Record<string, Bucket>>;
  /** The share of the granted pace that bursts have left, 0-1, at `throttledAt`. */
  readonly throttle: number;
  readonly throttledAt: number;
  /** Nothing is sent before this. */
  readonly pausedUntil: number;
  readonly pauseReason: string | null;
  /** Until when writes to a ticket wait. */
  readonly heldTickets: Readonly<Record<string, number>>;
  /** Points of ours while no quota was known: in what may prove to be the vendor's present window. */
  readonly unannounced: { readonly since: number; readonly points: number };
  readonly quota: Quota | null;
  /** Points that requests on their way may cost. */
  readonly pending: number;
  /** What a request cost lately, in points. */
  readonly averagePoints: number;
  /** Limits that no header announces. */
  readonly learned: readonly LearnedLimit[];
}

/** What the limits look at of a request. */
export interface Weight {
  readonly lane: Lane;
  readonly kind: string;
  readonly points: number;
  readonly ticketId: string | undefined;
}

/** Slowest pace that bursts can force, as a share of the granted one. */
const slowestThrottle = 0.05;
/** A burst's several refusals are one piece of news. */
const burstSettlesMs = 1_000;
/** How long a halted pace takes to recover fully. */
const recoveryMs = 15_000;
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
/** Of a learned limit over a longer time so much may go at once; the pace leaves it out, so that no window holds more. */
const burstShare = 0.02;
/** The part of a quota that other lanes leave to more urgent ones, at the beginning of a window; it is released by and by. */
const reserves: Readonly<Record<Lane, number>> = { interactive: 0, webhook: 0.03, backfill: 0.1 };
const releasedEarly = 0.02;

export function initialLimitState(now: number): LimitState {
  return {
    bucket: { tokens: 1, at: now },
    kinds: {},
    throttle: 1,
    throttledAt: now,
    pausedUntil: 0,
    pauseReason: null,
    heldTickets: {},
    unannounced: { since: now, points: 0 },
    quota: null,
    pending: 0,
    averagePoints: 1,
    learned: [],
  };
}

/** Requests per second that may be started now. */
export function currentPace(state: LimitState, limits: Limits, now: number): number {
  return clientFlow(state, limits, now).pace;
}

/** Requests per second of one kind that may be started now; null: no limit of its own is known. */
export function kindPace(state: LimitState, limits: Limits, kind: string, now: number): number | null {
  return kindFlow(state, limits, kind, now)?.pace ?? null;
}

/** 0-1: what bursts have left of the granted pace; recovers with time. */
export function currentThrottle(state: LimitState, now: number): number {
  return Math.min(1, state.throttle + Math.max(0, now - state.throttledAt) / recoveryMs);
}

/** Milliseconds until nothing holds the whole client; 0 when it may send. */
export function pauseLeft(state: LimitState, now: number): number {
  const quota = quotaAt(state.quota, now);
  const isSpentByAll = quota?.remaining === 0;
  return Math.max(0, state.pausedUntil - now, isSpentByAll ? untilRenewed(quota, now) : 0);
}

/** Milliseconds until the ticket may be written to. */
export function holdLeft(state: LimitState, ticketId: string | undefined, now: number): number {
  return ticketId === undefined ? 0 : Math.max(0, (state.heldTickets[ticketId] ?? 0) - now);
}

/** Milliseconds until the admin's share of the quota has room for a request; 0: it has. */
export function quotaLeft(
  state: LimitState,
  limits: Limits,
  weight: Pick<Weight, 'lane' | 'points'>,
  now: number,
): number {
  const quota = quotaAt(state.quota, now);
  if (!quota) return 0;
  const before = quota.used + quota.others + state.pending;
  // One that alone costs more than the share would never go.
  if (before === 0) return 0;
  const granted = grantedQuota(quota, limits);
  const after = before + weight.points;
  if (after > granted) return untilRenewed(quota, now);
  // All is released a little before the end, or the last of it would be lost.
  const left = quota.resetsAt - now - quota.windowMs * releasedEarly;
  const released = granted * (1 - (reserves[weight.lane] * Math.max(0, left)) / quota.windowMs);
  if (after <= released) return 0;
  return Math.max(1, Math.ceil(left - ((1 - after / granted) * quota.windowMs) / reserves[weight.lane]));
}

/** Milliseconds until one more request may start; 0: now, and {@link started} tells the state after it. */
export function untilNextStart(state: LimitState, limits: Limits, now: number): number {
  const pause = pauseLeft(state, now);
  return pause > 0 ? pause : untilToken(state.bucket, clientFlow(state, limits, now), now);
}

/** Milliseconds until this one may start, as far as it is about this one. */
export function untilMayStart(state: LimitState, limits: Limits, weight: Weight, now: number): number {
  const flow = kindFlow(state, limits, weight.kind, now);
  const bucket = state.kinds[weight.kind];
  return Math.max(quotaLeft(state, limits, weight, now), flow && bucket ? untilToken(bucket, flow, now) : 0);
}

/** The state after a request has started. */
export function started(state: LimitState, limits: Limits, weight: Weight, now: number): LimitState {
  const flow = kindFlow(state, limits, weight.kind, now);
  const kind = state.kinds[weight.kind] ?? { tokens: 1, at: now };
  return {
    ...state,
    bucket: withoutToken(state.bucket, clientFlow(state, limits, now), now),
    kinds: flow ? { ...state.kinds, [weight.kind]: withoutToken(kind, flow, now) } : state.kinds,
    pending: state.pending + weight.points,
  };
}

/**
 * The state after a request has ended, and what its response told.
 *
 * @param news null when there was no answer
 */
export function ended(
  state: LimitState,
  limits: Limits,
  weight: Weight,
  news: LimitNews | null,
  now: number,
): LimitState {
  // A refused request is not counted; one without an answer may be.
  const points = news !== null && news.holds !== null ? 0 : weight.points;
  const isStale = now - state.unannounced.since >= longestWindowMs;
  const unannounced = isStale
    ? { since: now, points }
    : { ...state.unannounced, points: state.unannounced.points + points };
  const known = quotaAt(state.quota, now);
  const told = news ?? { quota: null, isNearLimit: false };
  const quota = quotaAfter(known, told, points, unannounced.points, now);
  const settled: LimitState = {
    ...withTokensNow(state, limits, now),
    pending: Math.max(0, state.pending - weight.points),
    quota,
    unannounced: quota ? { since: now, points: 0 } : unannounced,
    averagePoints: averaged(state.averagePoints, known, quota, points),
  };
  return news ? holding(settled, limits, news, weight.ticketId, now) : settled;
}

/** What a lane may still spend in this window is said by {@link quotaLeft}; this says until when nothing may. */
function untilRenewed(quota: Quota, now: number): number {
  return Math.max(1, Math.ceil(quota.resetsAt + guardMs(quota.windowMs) - now));
}

function averaged(average: number, before: Quota | null, after: Quota | null, points: number): number {
  const cost = before && after && after.used > before.used ? after.used - before.used : points;
  return cost > 0 ? Math.max(1, average + (cost - average) / 10) : average;
}

function clientFlow(state: LimitState, limits: Limits, now: number): Flow {
  const throttle = currentThrottle(state, now);
  const learned = state.learned.find(({ kind }) => kind === null);
  const granted = limits.requestsPerSecond * plannedShare * limits.share;
  const configured = { pace: granted, size: 1 + granted * timerSlackSeconds };
  const own = learned ? slower(configured, learnedFlow(learned, limits, now)) : configured;
  const nearQuota = quotaPace(quotaAt(state.quota, now), limits, now) / state.averagePoints;
  return { pace: Math.min(own.pace * throttle, nearQuota), size: own.size };
}

function kindFlow(state: LimitState, limits: Limits, kind: string, now: number): Flow | null {
  const learned = state.learned.find((limit) => limit.kind === kind);
  return learned ? learnedFlow(learned, limits, now) : null;
}

/** A pace and a burst that together keep any window within the share of a limit. */
function learnedFlow(learned: LearnedLimit, limits: Limits, now: number): Flow {
  const granted = limitNow(learned, now) * limits.share;
  const pace = rateOf(learned, now) * limits.share * plannedShare;
  return {
    pace,
    size: Math.max(1 + pace * timerSlackSeconds, learned.windowMs > 1_000 ? granted * burstShare : 0),
  };
}

function slower(left: Flow, right: Flow): Flow {
  return left.pace <= right.pace ? left : right;
}

function holding(
  state: LimitState,
  limits: Limits,
  news: LimitNews,
  ticketId: string | undefined,
  now: number,
): LimitState {
  switch (news.holds) {
    case null:
      // A warning without numbers leaves nothing to plan with but caution.
      return news.isNearLimit && state.quota === null ? slowed(state, limits, now) : state;
    case 'ticket':
      if (ticketId === undefined) return slowed(state, limits, now);
      return held(state, ticketId, now + (news.retryAfterMs ?? defaultHoldMs), now);
    case 'pace':
      return slowed(state, limits, now);
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

function slowed(state: LimitState, limits: Limits, now: number): LimitState {
  if (state.throttle < 1 && now - state.throttledAt < burstSettlesMs) return state;
  const throttle = Math.max(slowestThrottle, currentThrottle(state, now) / 2);
  const { bucket } = withTokensNow(state, limits, now);
  return { ...state, bucket: { ...bucket, tokens: Math.min(bucket.tokens, 0) }, throttle, throttledAt: now };
}

/** The tokens of the past come at the pace of the past. */
function withTokensNow(state: LimitState, limits: Limits, now: number): LimitState {
  return {
    ...state,
    bucket: {
      tokens: tokensAt(state.bucket, clientFlow(state, limits, now), now),
      at: Math.max(now, state.bucket.at),
    },
  };
}

import type { LimitNews, QuotaNews } from '../http/index.ts';
import type { Limits } from './limits.ts';

/** A quota in the vendor's own unit (requests, or points), and our part in it. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number | null;
  /** Milliseconds since the epoch. */
  readonly resetsAt: number;
  readonly windowMs: number;
  /** Points of this process in this window. */
  readonly used: number;
  /** Points that other processes of ours took of the same share, as far as is known here. */
  readonly others: number;
  readonly isNearLimit: boolean;
  /** What the vendor has counted in this window, of everyone; the most it ever told. */
  readonly counted: number;
  /** The part of `counted` that no request of ours explains yet. */
  readonly unexplained: number;
  /** The end of the window before, while nothing else speaks for this one; null once the vendor has announced it. */
  readonly predictedFrom: number | null;
}

/** Below this share of the quota the rest is spread over the time that is left. */
const nearShare = 0.2;
/** Reset times of one window wobble, where they come as seconds from now. */
const sameWindowMs = 2_000;
/** What the vendor's clock may lag behind ours unnoticed: a new window is not trusted before, nor the last part of an old one. */
const longestGuardMs = 2_000;
const guardShare = 0.01;

/** How long after its announced end a window is still held to be the present one. */
export function guardMs(windowMs: number): number {
  return Math.min(longestGuardMs, windowMs * guardShare);
}

/**
 * The quota at a time. A window that has ended is taken to come again as it was, once; null when nobody has confirmed
 * it since.
 */
export function quotaAt(quota: Quota | null, now: number): Quota | null {
  if (!quota || now < quota.resetsAt + guardMs(quota.windowMs)) return quota;
  const resetsAt = quota.resetsAt + quota.windowMs;
  if (quota.predictedFrom !== null || now >= resetsAt) return null;
  return { ...unspent(quota, resetsAt), predictedFrom: quota.resetsAt };
}

/**
 * The quota after a response.
 *
 * @param points the most that the request can have cost
 * @param before points of ours that may lie in a window seen for the first time, this request's included
 */
export function quotaAfter(
  known: Quota | null,
  news: Pick<LimitNews, 'quota' | 'isNearLimit'>,
  points: number,
  before: number,
  now: number,
): Quota | null {
  const current = quotaAt(known, now);
  const told = news.quota;
  if (!told || told.resetsAt === null) return current && spent(current, points, null);
  const resetsAt = told.resetsAt;
  // An answer from a window that is over: it was counted there.
  if (current && resetsAt < current.resetsAt - sameWindowAs(current)) return current;
  if (resetsAt <= now) return current && spent(current, points, null);
  const isSame = current !== null && resetsAt <= current.resetsAt + sameWindowAs(current);
  const windowMs = windowOf(current, told, resetsAt, now);
  const base = isSame ? current : unspent({ ...told, windowMs }, resetsAt);
  const isFirst = current === null;
  const announced: Quota = {
    ...base,
    limit: told.limit,
    remaining: told.remaining,
    // Of a window that was announced before, the first word stands: reset times wobble.
    resetsAt: isSame && current.predictedFrom === null ? current.resetsAt : resetsAt,
    windowMs,
    predictedFrom: null,
    isNearLimit: news.isNearLimit || (told.remaining !== null && told.remaining < told.limit * nearShare),
  };
  const counted = told.remaining === null ? null : told.limit - told.remaining;
  return isFirst ? first(announced, counted, before) : spent(announced, points, counted);
}

/** Points that the admin's share of a quota allows in one window. */
export function grantedQuota(quota: Pick<Quota, 'limit'>, limits: Pick<Limits, 'share'>): number {
  return Math.max(1, Math.floor(quota.limit * limits.share));
}

/** Points per second that make the rest of a nearly used quota last until it is renewed. */
export function quotaPace(quota: Quota | null, limits: Pick<Limits, 'share'>, now: number): number {
  if (!quota?.isNearLimit || quota.resetsAt <= now) return Number.POSITIVE_INFINITY;
  const ours = grantedQuota(quota, limits) - quota.used - quota.others;
  const left = Math.min(ours, (quota.remaining ?? quota.limit) * limits.share);
  // A little early, so that the last of it is not lost to a late timer.
  const spreadMs = Math.max(1, quota.resetsAt - now - 2 * guardMs(quota.windowMs));
  return Math.max(left, 1) / (spreadMs / 1000);
}

/** An hour's window may be told by seconds from now, and the next one begins long after; a short one may not. */
function sameWindowAs({ windowMs }: Quota): number {
  return Math.min(sameWindowMs, windowMs / 4);
}

/** Two ends in a row tell how long a window is; one end tells what it is at least. */
function windowOf(current: Quota | null, told: QuotaNews, resetsAt: number, now: number): number {
  if (told.windowMs !== null) return told.windowMs;
  const left = resetsAt - now;
  if (!current) return left;
  const between = resetsAt - (current.predictedFrom ?? current.resetsAt);
  const isNext = between > sameWindowAs(current);
  return Math.max(isNext ? between : current.windowMs, left);
}

function unspent(quota: Pick<Quota, 'limit' | 'windowMs'>, resetsAt: number): Quota {
  return {
    limit: quota.limit,
    remaining: null,
    resetsAt,
    windowMs: quota.windowMs,
    used: 0,
    others: 0,
    isNearLimit: false,
    counted: 0,
    unexplained: 0,
    predictedFrom: null,
  };
}

/** Nobody knows what was spent of it before; ours cannot be more than all. */
function first(quota: Quota, counted: number | null, before: number): Quota {
  const used = counted === null ? before : Math.min(before, counted);
  return { ...quota, used, counted: counted ?? 0, unexplained: 0 };
}

/** Charges a request: what the vendor's count rose by, but no more than the request can have cost. */
function spent(quota: Quota, points: number, counted: number | null): Quota {
  if (counted === null) return { ...quota, used: quota.used + points };
  const rise = quota.unexplained + Math.max(0, counted - quota.counted);
  const cost = Math.min(points, Math.max(1, rise));
  return {
    ...quota,
    used: quota.used + cost,
    counted: Math.max(quota.counted, counted),
    unexplained: Math.max(0, rise - cost),
  };
}

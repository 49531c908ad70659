import type { LimitNews } from '../http/index.ts';
import type { Limits } from './limits.ts';

/** A quota in the vendor's own numbers, and our part in it. */
export interface AnnouncedQuota {
  readonly limit: number;
  readonly remaining: number | null;
  /** Milliseconds since the epoch. */
  readonly resetsAt: number;
  /** Requests of ours in this window. */
  readonly used: number;
  readonly isNearLimit: boolean;
}

/** Below this share of the quota the rest is spread over the time that is left. */
const nearShare = 0.2;
/** Reset times of one window wobble, where they come as seconds from now. */
const sameWindowMs = 2_000;

/**
 * The quota after a response.
 *
 * @param started requests that may lie in a window seen for the first time
 * @param now milliseconds since the epoch
 */
export function nextQuota(
  known: AnnouncedQuota | null,
  news: LimitNews,
  started: number,
  now: number,
): AnnouncedQuota | null {
  const current = known && known.resetsAt > now ? known : null;
  if (!news.quota || news.quota.resetsAt === null || news.quota.resetsAt <= now) return current;
  const { limit, remaining, resetsAt } = news.quota;
  const isSameWindow = current !== null && Math.abs(current.resetsAt - resetsAt) <= sameWindowMs;
  return {
    limit,
    remaining,
    resetsAt: isSameWindow ? current.resetsAt : resetsAt,
    used: isSameWindow ? current.used : started,
    isNearLimit: news.isNearLimit || (remaining !== null && remaining < limit * nearShare),
  };
}

/** Requests that the admin's share of a quota allows in one window. */
export function grantedQuota(quota: AnnouncedQuota, limits: Limits): number {
  return Math.max(1, Math.floor(quota.limit * limits.share));
}

/** Requests per second that make the rest of a nearly used quota last until it is renewed. */
export function quotaPace(quota: AnnouncedQuota | null, limits: Limits, now: number): number {
  if (!quota?.isNearLimit || quota.resetsAt <= now) return Number.POSITIVE_INFINITY;
  const ours = grantedQuota(quota, limits) - quota.used;
  const left = Math.min(ours, (quota.remaining ?? quota.limit) * limits.share);
  return Math.max(left, 1) / ((quota.resetsAt - now) / 1000);
}

import { z } from 'zod';

/** What one refusal looks like. */
export interface ObservedLimit {
  readonly limit: number;
  readonly windowMs: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A limit that no header announced: so many requests in so long a time. */
export const learnedLimitSchema = z
  .object({
    /** The kind of request it holds for; null: all together. */
    kind: z.string().nullable(),
    limit: z.number().positive(),
    windowMs: z.number().positive(),
    /** Milliseconds since the epoch. */
    learnedAt: z.number(),
  })
  .readonly();
export type LearnedLimit = z.infer<typeof learnedLimitSchema>;

/** Windows that vendors count in, shortest first. */
const windowsMs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map(
  (seconds) => seconds * 1_000,
);
/** Fewer requests in a window explain no refusal. */
const fewest = 3;
/** `Retry-After` has whole seconds, rounded up. */
const waitTolerance = 0.9;
/** Two observations of one limit differ by what was on its way. */
const sameWithin = 0.2;
const dayMs = 24 * 60 * 60_000;
/** Vendors raise limits: one that has held for a day is tried a tenth higher, once a day. */
const raisePerDay = 1.1;
/** A limit that was kept and refused all the same was too high; one that the vendor named, hardly. */
const lowered = { observed: 0.9, named: 0.98 } as const;
/** The refusals of one burst are one piece of news. */
const burstMs = 1_000;

/** What a learned limit allows now. */
export function limitNow(learned: LearnedLimit, now: number): number {
  const days = Math.floor(Math.max(0, now - learned.learnedAt) / dayMs);
  return learned.limit * raisePerDay ** days;
}

/** Requests per second that keep a limit, whatever second its windows begin at. */
export function rateOf(learned: LearnedLimit, now: number): number {
  return limitNow(learned, now) / (learned.windowMs / 1_000);
}

/**
 * The limit that may be behind a refusal that names none: the shortest window in which never before so many requests
 * were taken as now, when one more was not. A steady pace that was taken for long is no news; what grew until the
 * refusal is. One observation may be somebody else's doing; {@link areSame} tells whether two speak of one limit.
 *
 * @param starts of the requests that were taken, in order
 * @param retryAfterMs what the vendor asks to wait: its window has at least so long to go
 * @returns null when our own requests explain no refusal
 */
export function observedLimit(
  starts: readonly number[],
  refusedAt: number,
  retryAfterMs: number | null,
): ObservedLimit | null {
  for (const windowMs of windowsMs) {
    const first = firstAfter(starts, refusedAt - windowMs);
    const taken = starts.length - first;
    const oldest = starts[first];
    if (oldest === undefined || taken < fewest) continue;
    const isOver = oldest + windowMs - refusedAt < (retryAfterMs ?? 0) * waitTolerance;
    if (!isOver && taken >= mostWithin(starts, windowMs)) return { limit: taken, windowMs, at: refusedAt };
  }
  return null;
}

/** True when two observations, a window or more apart, are of one limit. */
export function areSame(earlier: ObservedLimit, later: ObservedLimit): boolean {
  const { windowMs } = later;
  const difference = Math.abs(earlier.limit - later.limit) / Math.max(earlier.limit, later.limit);
  return earlier.windowMs === windowMs && later.at - earlier.at >= windowMs && difference <= sameWithin;
}

/**
 * Replaces what was known of the same kind; a limit that did not hold comes down.
 *
 * @param source whether the vendor named the number or we counted it
 */
export function withLearned(
  known: readonly LearnedLimit[],
  learned: LearnedLimit,
  source: 'observed' | 'named',
): readonly LearnedLimit[] {
  const before = known.find(({ kind }) => kind === learned.kind);
  const others = known.filter((other) => other !== before);
  if (!before) return [...others, learned];
  const isSameBurst = learned.learnedAt - before.learnedAt < burstMs;
  const factor = isSameBurst ? 1 : lowered[source];
  const most = rateOf(before, learned.learnedAt) * factor * (learned.windowMs / 1_000);
  return [...others, { ...learned, limit: Math.min(learned.limit, most) }];
}

/** The most that ever lay in one window before the last ones, which are what is looked at. */
function mostWithin(starts: readonly number[], windowMs: number): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of starts.entries()) {
    while ((starts[first] ?? at) <= at - windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function firstAfter(starts: readonly number[], time: number): number {
  const index = starts.findIndex((at) => at > time);
  return index < 0 ? starts.length : index;
}

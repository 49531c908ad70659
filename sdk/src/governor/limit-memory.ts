import { z } from 'zod';
import { type LearnedLimit, learnedLimitSchema } from './learned-limit.ts';
import type { LimitState } from './limit-state.ts';
import { quotaAt } from './quota.ts';

/** What is worth knowing of a site's limits after a restart, and in other processes. Times are epoch milliseconds. */
export const limitMemorySchema = z
  .object({
    pausedUntil: z.number(),
    pauseReason: z.string().nullable(),
    throttle: z.number().positive().max(1),
    throttledAt: z.number(),
    heldTickets: z.record(z.string(), z.number()),
    quota: z
      .object({
        limit: z.number().positive(),
        remaining: z.number().nullable(),
        resetsAt: z.number(),
        windowMs: z.number().positive(),
      })
      .readonly()
      .nullable(),
    learned: z.array(learnedLimitSchema).readonly(),
  })
  .readonly();
export type LimitMemory = z.infer<typeof limitMemorySchema>;

export function memoryOf(state: LimitState): LimitMemory {
  const { pausedUntil, pauseReason, throttle, throttledAt, heldTickets, quota, learned } = state;
  return {
    pausedUntil,
    pauseReason,
    throttle,
    throttledAt,
    heldTickets,
    quota: quota && {
      limit: quota.limit,
      remaining: quota.remaining,
      resetsAt: quota.resetsAt,
      windowMs: quota.windowMs,
    },
    learned,
  };
}

/** What two processes know together: of each thing the newer, and of pauses the longer. */
export function mergedMemory(left: LimitMemory, right: LimitMemory, now: number): LimitMemory {
  const [earlier, later] = left.pausedUntil <= right.pausedUntil ? [left, right] : [right, left];
  const slower = left.throttledAt <= right.throttledAt ? right : left;
  return {
    pausedUntil: later.pausedUntil,
    pauseReason: later.pauseReason ?? earlier.pauseReason,
    throttle: slower.throttle,
    throttledAt: slower.throttledAt,
    heldTickets: longestHolds(left.heldTickets, right.heldTickets, now),
    quota: laterQuota(left.quota, right.quota),
    learned: newestLearned(left.learned, right.learned),
  };
}

/** The state of one who has heard of it. What was counted here stays. */
export function recalled(state: LimitState, memory: LimitMemory, now: number): LimitState {
  const { quota, ...merged } = mergedMemory(memoryOf(state), memory, now);
  const isHeardOf = quota !== null && quota.resetsAt !== state.quota?.resetsAt;
  const heard = isHeardOf
    ? { ...quota, used: 0, others: 0, isNearLimit: false, counted: 0, unexplained: 0, predictedFrom: null }
    : state.quota;
  return { ...state, ...merged, quota: quotaAt(heard, now) };
}

function longestHolds(
  left: LimitMemory['heldTickets'],
  right: LimitMemory['heldTickets'],
  now: number,
): LimitMemory['heldTickets'] {
  const tickets = new Set([...Object.keys(left), ...Object.keys(right)]);
  const holds = [...tickets].map(
    (ticket) => [ticket, Math.max(left[ticket] ?? 0, right[ticket] ?? 0)] as const,
  );
  return Object.fromEntries(holds.filter(([, until]) => until > now));
}

function laterQuota(left: LimitMemory['quota'], right: LimitMemory['quota']): LimitMemory['quota'] {
  if (!left || !right) return left ?? right;
  // Reset times of one window wobble: who knew it first is right.
  return right.resetsAt > left.resetsAt + left.windowMs / 4 ? right : left;
}

function newestLearned(
  left: readonly LearnedLimit[],
  right: readonly LearnedLimit[],
): readonly LearnedLimit[] {
  const newest = new Map<string | null, LearnedLimit>();
  for (const learned of [...left, ...right]) {
    const known = newest.get(learned.kind);
    if (!known || known.learnedAt < learned.learnedAt) newest.set(learned.kind, learned);
  }
  return [...newest.values()];
}

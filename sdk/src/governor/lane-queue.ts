import type { Lane } from '../http/index.ts';
import { lanes } from '../http/index.ts';

/** Something that waits its turn. */
export interface Waiting {
  readonly lane: Lane;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** After this long in the queue a request counts as one lane more urgent, so that no lane starves. */
export const ageingMs = 30_000;

/** Smaller is more urgent. A backfill overtakes a fresh interactive request only after a minute of waiting. */
export function urgency(waiting: Waiting, now: number): number {
  return lanes.indexOf(waiting.lane) - Math.max(0, now - waiting.since) / ageingMs;
}

/** The most urgent of the queue, the oldest of equals; null when none may go. */
export function mostUrgent<Item extends Waiting>(
  queue: Iterable<Item>,
  now: number,
  mayGo: (item: Item) => boolean,
): Item | null {
  let best: Item | null = null;
  let bestUrgency = Number.POSITIVE_INFINITY;
  for (const item of queue) {
    const candidate = urgency(item, now);
    if (candidate >= bestUrgency || !mayGo(item)) continue;
    best = item;
    bestUrgency = candidate;
  }
  return best;
}

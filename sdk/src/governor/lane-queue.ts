import { type Lane, lanes } from '../http/index.ts';

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

/** Who waits, by lane and in the order of arrival. */
export class LaneQueue<Item extends Waiting> {
  readonly #lanes: ReadonlyMap<Lane, Set<Item>> = new Map(lanes.map((lane) => [lane, new Set<Item>()]));

  add(item: Item): void {
    this.#lanes.get(item.lane)?.add(item);
  }

  delete(item: Item): void {
    this.#lanes.get(item.lane)?.delete(item);
  }

  /** The most urgent that may go, the oldest of equals; null when none may. */
  mostUrgent(now: number, mayGo: (item: Item) => boolean): Item | null {
    let best: Item | null = null;
    for (const lane of this.#lanes.values()) {
      // Within a lane the oldest is the most urgent: no need to look behind it.
      const first = firstOf(lane, mayGo);
      if (first && (!best || urgency(first, now) < urgency(best, now))) best = first;
    }
    return best;
  }

  get size(): number {
    let size = 0;
    for (const lane of this.#lanes.values()) size += lane.size;
    return size;
  }

  count(lane: Lane): number {
    return this.#lanes.get(lane)?.size ?? 0;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const lane of this.#lanes.values()) yield* lane;
  }
}

function firstOf<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean): Item | null {
  for (const item of items) if (isWanted(item)) return item;
  return null;
}

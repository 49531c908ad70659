import Bottleneck from 'bottleneck';
import type { Clock } from '../clock/index.ts';
import type { Lane } from '../http/index.ts';
import { lanes } from '../http/index.ts';
import { mostUrgent, type Waiting } from './lane-queue.ts';

/** What decides when a waiting request may go. All times in milliseconds. */
export interface Gate<Item> {
  /** Until any request may start; 0: now. */
  untilNextStart(now: number): number;
  /** Until this one may start; 0: now. */
  untilMayGo(item: Item, now: number): number;
  /** A request starts. */
  onStart(now: number): void;
}

interface Turn<Item> extends Waiting {
  readonly item: Item;
  readonly start: () => Promise<void>;
}

/**
 * Who goes next. Bottleneck keeps so many slots; a free slot first waits until the site's limits allow a start and
 * only then picks the most urgent request, so that one who came late but cannot wait is not stuck behind a backfill.
 */
export class Turns<Item> {
  readonly #clock: Clock;
  readonly #gate: Gate<Item>;
  readonly #slots: Bottleneck;
  readonly #queue = new Set<Turn<Item>>();
  #alarm = new AbortController();
  #running = 0;

  constructor(clock: Clock, gate: Gate<Item>, maxConcurrent: number) {
    this.#clock = clock;
    this.#gate = gate;
    this.#slots = new Bottleneck({ maxConcurrent });
  }

  get running(): number {
    return this.#running;
  }

  waiting(): Readonly<Record<Lane, number>> {
    const counts = Object.fromEntries(lanes.map((lane) => [lane, 0])) as Record<Lane, number>;
    for (const turn of this.#queue) counts[turn.lane] += 1;
    return counts;
  }

  /** Waits for a turn, then works. `signal` gives up the wait only; the work has its own. */
  take<Answer>(
    lane: Lane,
    item: Item,
    signal: AbortSignal | undefined,
    work: (waitedMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const since = this.#clock.now();
      const giveUp = () => {
        this.#queue.delete(turn);
        this.wake();
        reject(signal?.reason);
      };
      const turn: Turn<Item> = {
        lane,
        item,
        since,
        start: async () => {
          signal?.removeEventListener('abort', giveUp);
          await work(this.#clock.now() - since).then(resolve, reject);
        },
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(turn);
      this.wake();
      void this.#slots.schedule(() => this.#serve());
    });
  }

  /** Something changed: slots that wait look again. */
  wake(): void {
    this.#alarm.abort();
    this.#alarm = new AbortController();
  }

  async #serve(): Promise<void> {
    const turn = await this.#next();
    if (!turn) return;
    this.#running += 1;
    try {
      await turn.start();
    } finally {
      this.#running -= 1;
    }
  }

  async #next(): Promise<Turn<Item> | null> {
    while (this.#queue.size > 0) {
      const now = this.#clock.now();
      const turn = mostUrgent(this.#queue, now, ({ item }) => this.#gate.untilMayGo(item, now) === 0);
      const wait = Math.max(turn ? 0 : this.#soonest(now), this.#gate.untilNextStart(now));
      if (turn && wait === 0) {
        this.#queue.delete(turn);
        this.#gate.onStart(now);
        return turn;
      }
      await this.#clock.sleep(wait, this.#alarm.signal).catch(() => undefined);
    }
    return null;
  }

  #soonest(now: number): number {
    const waits = [...this.#queue].map(({ item }) => this.#gate.untilMayGo(item, now));
    return Math.min(...waits);
  }
}

import type { Clock } from '../clock/index.ts';
import { type Lane, lanes } from '../http/index.ts';
import { LaneQueue, type Waiting } from './lane-queue.ts';

/** What decides when a waiting request may go. All times in milliseconds. */
export interface Gate<Item> {
  /** Until any request may start; 0: now. */
  untilNextStart(now: number): number;
  /** Until this one may start; 0: now. */
  untilMayGo(item: Item, now: number): number;
  /** A request starts. */
  onStart(item: Item, now: number): void;
  /** How many may work at a time. */
  slots(): number;
}

interface Turn<Item> extends Waiting {
  readonly item: Item;
  readonly start: () => Promise<void>;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Who goes next. There are so many slots; a free slot first waits until the site's limits allow a start and only then
 * picks the most urgent request, so that one who came late but cannot wait is not stuck behind a backfill.
 */
export class Turns<Item> {
  readonly #clock: Clock;
  readonly #gate: Gate<Item>;
  readonly #queue = new LaneQueue<Turn<Item>>();
  /** Wakes the slots that wait for the limits. */
  #limitsChanged = new AbortController();
  /** Wakes the slots that found no request that may go. */
  #arrived = new AbortController();
  /** Slots that look for a request that may start. */
  #looking = 0;
  /** Slots that work. Both change in the same step as the queue: nobody arrives in between and counts on a slot that is gone. */
  #running = 0;

  constructor(clock: Clock, gate: Gate<Item>) {
    this.#clock = clock;
    this.#gate = gate;
  }

  get running(): number {
    return this.#running;
  }

  /** How many wait. */
  get size(): number {
    return this.#queue.size;
  }

  waiting(): Readonly<Record<Lane, number>> {
    return Object.fromEntries(lanes.map((lane) => [lane, this.#queue.count(lane)])) as Record<Lane, number>;
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
      const giveUp = () => turn.refuse(signal?.reason);
      const turn: Turn<Item> = {
        lane,
        item,
        since,
        start: async () => {
          signal?.removeEventListener('abort', giveUp);
          await work(this.#clock.now() - since).then(resolve, reject);
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', giveUp);
          this.#queue.delete(turn);
          if (this.#queue.size === 0) this.limitsChanged();
          reject(reason);
        },
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(turn);
      this.#arrived.abort();
      this.#arrived = new AbortController();
      this.#offerSlot();
    });
  }

  /** Slots that wait look again. */
  limitsChanged(): void {
    this.#limitsChanged.abort();
    this.#limitsChanged = new AbortController();
  }

  /** Turns away those in the queue for whom `refusal` has a reason. */
  refuse(refusal: (item: Item) => Error | null): void {
    for (const turn of [...this.#queue]) {
      const reason = refusal(turn.item);
      if (reason) turn.refuse(reason);
    }
  }

  /** Opens one more slot, unless as many as there are requests look already. A slot serves until nobody waits. */
  #offerSlot(): void {
    const isSlotLeft = this.#looking + this.#running < this.#gate.slots();
    if (isSlotLeft && this.#looking < this.#queue.size) void this.#serve();
  }

  async #serve(): Promise<void> {
    for (let turn = await this.#next(); turn; turn = await this.#next()) {
      await turn.start();
      this.#running -= 1;
    }
  }

  async #next(): Promise<Turn<Item> | null> {
    this.#looking += 1;
    while (this.#queue.size > 0) {
      const now = this.#clock.now();
      const turn = this.#queue.mostUrgent(now, ({ item }) => this.#gate.untilMayGo(item, now) === 0);
      const wait = turn ? this.#gate.untilNextStart(now) : this.#soonest(now);
      if (turn && wait === 0) {
        this.#queue.delete(turn);
        this.#looking -= 1;
        this.#running += 1;
        this.#gate.onStart(turn.item, now);
        return turn;
      }
      const changes = turn
        ? this.#limitsChanged.signal
        : AbortSignal.any([this.#limitsChanged.signal, this.#arrived.signal]);
      await this.#clock.sleep(wait, changes).catch(() => undefined);
    }
    this.#looking -= 1;
    return null;
  }

  #soonest(now: number): number {
    return Math.min(...[...this.#queue].map(({ item }) => this.#gate.untilMayGo(item, now)));
  }
}

import type { Clock } from './clock.ts';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A clock that moves only when told to: for tests and replays. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: readonly Sleeper[] = [];

  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.#now = startsAt;
  }

  now(): number {
    return this.#now;
  }

  /** How many are asleep. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const sleeper: Sleeper = {
        wakeAt: this.#now + durationMs,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers = [...this.#sleepers, sleeper];
    });
  }

  /** Moves time on, waking sleepers in order and letting each act before the next wakes. */
  async advance(durationMs: number): Promise<void> {
    const target = this.#now + durationMs;
    for (;;) {
      await letOthersAct();
      const next = this.#sleepers
        .filter((sleeper) => sleeper.wakeAt <= target)
        .reduce<Sleeper | null>(
          (first, other) => (first && first.wakeAt <= other.wakeAt ? first : other),
          null,
        );
      if (!next) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
    }
    this.#now = target;
    await letOthersAct();
  }
}

/** Lets what is ready run to its next wait; several turns, because libraries yield through timers of length zero. */
async function letOthersAct(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

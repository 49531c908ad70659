import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../clock/index.ts';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

interface Work {
  /** Waits of the vendor inside this exchange. */
  naps: number;
}

/** Libraries yield through timers of length zero: so many turns without news mean that everybody waits. */
const quietTurns = 6;
const startsAt = Date.UTC(2026, 2, 3, 9, 30);

/**
 * Time stands still while anybody works, and jumps to the next one to wake when all wait. Waits cost nothing, and a
 * time-out never wins against an answer that is being computed.
 */
export class VirtualClock implements Clock {
  #now = startsAt;
  #sleepers: readonly Sleeper[] = [];
  #news = 0;
  #isWatching = false;
  readonly #working = new Set<Work>();
  readonly #context = new AsyncLocalStorage<Work>();

  /** The same time for the vendor: an exchange in which the vendor waits is not at work. */
  readonly vendor: Clock = {
    now: () => this.#now,
    sleep: async (durationMs, signal) => {
      const work = this.#context.getStore();
      if (work) work.naps += 1;
      try {
        await this.sleep(durationMs, signal);
      } finally {
        if (work) work.naps -= 1;
      }
    },
  };

  now(): number {
    return this.#now;
  }

  /** Time goes by at once; whoever should have woken meanwhile wakes late. */
  pass(durationMs: number): void {
    this.#now += durationMs;
    this.#tell();
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const sleeper: Sleeper = {
        wakeAt: this.#now + Math.max(0, durationMs),
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
      this.#tell();
    });
  }

  /** Does not let time jump until `act` has come to its end, or waits at the vendor. */
  async work<Result>(act: () => Promise<Result>): Promise<Result> {
    const work: Work = { naps: 0 };
    this.#working.add(work);
    try {
      return await this.#context.run(work, act);
    } finally {
      this.#working.delete(work);
      this.#tell();
    }
  }

  #tell(): void {
    this.#news += 1;
    if (this.#isWatching) return;
    this.#isWatching = true;
    void this.#watch();
  }

  async #watch(): Promise<void> {
    for (let quiet = 0; this.#sleepers.length > 0; ) {
      const before = this.#news;
      await new Promise((resolve) => setTimeout(resolve, 0));
      const isBusy = [...this.#working].some((work) => work.naps === 0);
      quiet = isBusy || this.#news !== before ? 0 : quiet + 1;
      if (quiet < quietTurns) continue;
      this.#wakeNext();
      quiet = 0;
    }
    this.#isWatching = false;
  }

  #wakeNext(): void {
    const [first, ...others] = this.#sleepers.toSorted((left, right) => left.wakeAt - right.wakeAt);
    if (!first) return;
    this.#sleepers = others;
    this.#now = Math.max(this.#now, first.wakeAt);
    first.wake();
  }
}

import type { Clock } from '../clock/index.ts';
import type { Reachable } from './reachable.ts';
import type { SharedLimits } from './shared-limits.ts';

/** So far ahead starts are reserved for those who wait. */
const aheadMs = 100;
/** A start that was missed by more is lost: made up for, it would add to those of the others. */
const missedAfterMs = 250;

/** The starts of one schedule that this process has reserved among all that work for the site. */
export class SharedStarts {
  readonly #kind: string | null;
  readonly #shared: SharedLimits;
  readonly #reachable: Reachable;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #starts: readonly number[] = [];
  #isAsking = false;

  constructor(
    kind: string | null,
    shared: SharedLimits,
    reachable: Reachable,
    clock: Clock,
    onChange: () => void,
  ) {
    this.#kind = kind;
    this.#shared = shared;
    this.#reachable = reachable;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /**
   * Milliseconds until a reserved start; null: the others cannot be reached. Asks for more when fewer are left than wait.
   *
   * @param pace requests per second of all processes
   */
  untilNext(waiting: number, pace: number, now: number): number | null {
    this.#starts = this.#starts.filter((at) => at > now - missedAfterMs);
    const wanted = Math.min(waiting, Math.ceil((pace * aheadMs) / 1_000)) - this.#starts.length;
    if (wanted > 0 && !this.#isAsking && this.#reachable.isAt(now)) void this.#reserve(wanted, 1_000 / pace);
    const [next] = this.#starts;
    if (next !== undefined) return Math.max(0, Math.ceil(next - now));
    // Whoever waits is woken by the answer.
    return this.#isAsking ? Number.POSITIVE_INFINITY : null;
  }

  take(): void {
    this.#starts = this.#starts.slice(1);
  }

  async #reserve(starts: number, intervalMs: number): Promise<void> {
    this.#isAsking = true;
    const firstInMs = await this.#reachable.ask(() =>
      this.#shared.reserveStarts({ kind: this.#kind, starts, intervalMs }),
    );
    this.#isAsking = false;
    if (firstInMs !== null) {
      const first = this.#clock.now() + firstInMs;
      const reserved = Array.from({ length: starts }, (_, index) => first + index * intervalMs);
      this.#starts = [...this.#starts, ...reserved];
    }
    this.#onChange();
  }
}

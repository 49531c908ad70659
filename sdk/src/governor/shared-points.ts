import type { Clock } from '../clock/index.ts';
import { guardMs, type Quota } from './quota.ts';
import type { Reachable } from './reachable.ts';
import type { ReservedPoints, SharedLimits } from './shared-limits.ts';

/** Reset times of one window wobble by less, and windows are longer: processes mean the same one. */
function windowNumber({ resetsAt, windowMs }: Quota): number {
  const grainMs = windowMs >= 60_000 ? 10_000 : 1_000;
  return Math.round(resetsAt / grainMs) * grainMs;
}

/** So large a part of the share is taken at a time, or what a request needs. */
const portion = 1 / 200;

/** The points that this process has taken of the share of all. */
export class SharedPoints {
  readonly #shared: SharedLimits;
  readonly #reachable: Reachable;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  /** The window that the rest is about. */
  #window = Number.NEGATIVE_INFINITY;
  #taken = 0;
  #others = 0;
  #isExhausted = false;
  #isAsking = false;

  constructor(shared: SharedLimits, reachable: Reachable, clock: Clock, onChange: () => void) {
    this.#shared = shared;
    this.#reachable = reachable;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** What the others have taken in this window, as far as is known. */
  othersIn(quota: Quota): number {
    return windowNumber(quota) === this.#window ? this.#others : 0;
  }

  /**
   * Milliseconds until a request may spend; 0: now; null: the others cannot be reached. Takes more when there is too
   * little.
   *
   * @param spent points that this process has spent in this window, or may have
   * @param points what one more request may cost
   */
  untilEnough(quota: Quota, granted: number, spent: number, points: number, now: number): number | null {
    const window = windowNumber(quota);
    if (window !== this.#window) this.#begin(window);
    const missing = spent + points - this.#taken;
    if (missing <= 0) return 0;
    if (this.#isExhausted) return Math.max(1, quota.resetsAt + guardMs(quota.windowMs) - now);
    if (!this.#isAsking && this.#reachable.isAt(now)) void this.#reserve(quota, granted, missing);
    return this.#isAsking ? Number.POSITIVE_INFINITY : null;
  }

  /** What was taken and is not needed goes back to the others. */
  async giveBack(spent: number): Promise<void> {
    const rest = Math.floor(this.#taken - spent);
    if (rest <= 0 || !this.#reachable.isAt(this.#clock.now())) return;
    this.#taken -= rest;
    const window = this.#window;
    await this.#reachable.ask(() => this.#shared.returnPoints({ window, points: rest }));
  }

  #begin(window: number): void {
    this.#window = window;
    this.#taken = 0;
    this.#others = 0;
    this.#isExhausted = false;
  }

  async #reserve(quota: Quota, granted: number, missing: number): Promise<void> {
    this.#isAsking = true;
    const points = Math.ceil(Math.max(missing, granted * portion));
    const windowLeftMs = quota.resetsAt + guardMs(quota.windowMs) - this.#clock.now();
    const window = windowNumber(quota);
    const reserve = () => this.#shared.reservePoints({ window, points, granted, windowLeftMs });
    const reserved = await this.#reachable.ask(reserve, (late) => this.#add(window, late, 0));
    this.#isAsking = false;
    if (reserved) this.#add(window, reserved, missing);
    this.#onChange();
  }

  #add(window: number, reserved: ReservedPoints, missing: number): void {
    if (window !== this.#window) return;
    this.#taken += reserved.taken;
    this.#others = Math.max(0, reserved.takenByAll - this.#taken);
    this.#isExhausted = reserved.taken < missing;
  }
}

/** Counts events in a sliding window; the moments are kept, so it is exact. */
export class SlidingWindow {
  readonly #count: number;
  readonly #windowMs: number;
  #moments: number[] = [];

  constructor(count: number, windowMs: number) {
    this.#count = count;
    this.#windowMs = windowMs;
  }

  /** Null when there is room; else the moment at which there will be. */
  fullUntil(now: number): number | null {
    this.#moments = this.#moments.filter((moment) => moment > now - this.#windowMs);
    const oldest = this.#moments.at(-this.#count);
    return oldest === undefined ? null : oldest + this.#windowMs;
  }

  add(now: number): void {
    this.#moments.push(now);
  }
}

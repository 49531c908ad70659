import type { Clock } from '../clock/index.ts';

/** A request toward a vendor waits no longer than this for a database. */
const patienceMs = 250;
/** For so long nobody asks again. */
const restMs = 1_000;

/** Whether what is shared can be reached: what fails, or is slow, is left alone for a while. */
export class Reachable {
  readonly #clock: Clock;
  #awayUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isAt(now: number): boolean {
    return now >= this.#awayUntil;
  }

  /** Never again. */
  close(): void {
    this.#awayUntil = Number.POSITIVE_INFINITY;
  }

  /** null when there was no answer in time; one that comes late goes to `late`. */
  async ask<Answer>(
    question: () => Promise<Answer>,
    late?: (answer: Answer) => void,
  ): Promise<Answer | null> {
    const finished = new AbortController();
    let isLate = false;
    const answered = question().then((answer) => {
      if (isLate) late?.(answer);
      return { answer };
    });
    const timedOut = this.#clock.sleep(patienceMs, finished.signal).then(
      () => null,
      () => null,
    );
    const outcome = await Promise.race([answered.catch(() => null), timedOut]);
    finished.abort();
    if (outcome) return outcome.answer;
    isLate = true;
    this.#awayUntil = Math.max(this.#awayUntil, this.#clock.now() + restMs);
    return null;
  }
}

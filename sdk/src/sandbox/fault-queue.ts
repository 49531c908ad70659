import type { Fault } from './sandbox.ts';
import { seededRandom } from './seeded-random.ts';

interface Armed {
  readonly fault: Fault;
  left: number;
}

/** The faults that a sandbox still has to play. */
export class FaultQueue {
  readonly #random: () => number;
  #armed: readonly Armed[] = [];

  constructor(options: { readonly random?: () => number } = {}) {
    this.#random = options.random ?? seededRandom(1);
  }

  add(fault: Fault): void {
    this.#armed = [...this.#armed, { fault, left: fault.times ?? 1 }];
  }

  clear(): void {
    this.#armed = [];
  }

  /**
   * The first fault that hits, used up by one; null when none does.
   *
   * @param subject `METHOD /path`; for webhooks `POST /path` of their target
   * @param kinds which faults the caller can play here
   */
  take(subject: string, kinds: readonly Fault['kind'][]): Fault | null {
    for (const armed of this.#armed) {
      if (!kinds.includes(armed.fault.kind) || !isMatch(armed.fault.match, subject)) continue;
      if (armed.fault.rate !== undefined) {
        if (this.#random() < armed.fault.rate) return armed.fault;
      } else if (armed.left > 0) {
        armed.left -= 1;
        if (armed.left === 0) this.#armed = this.#armed.filter((other) => other !== armed);
        return armed.fault;
      }
    }
    return null;
  }
}

function isMatch(pattern: RegExp | undefined, subject: string): boolean {
  // A global or sticky pattern remembers where it stopped; a fault must not.
  return (
    pattern === undefined || new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(subject)
  );
}

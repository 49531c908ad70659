import { type Interval, wilsonInterval } from '../statistics/index.ts';
import type { Judged } from '../train/index.ts';

/** The answers at or above a threshold. */
export interface CoveragePoint {
  readonly threshold: number;
  /** Their share of all answers. */
  readonly coverage: number;
  readonly accuracy: number;
  /** Wilson, 95 %, of this point alone. */
  readonly interval: Interval;
}

const points = 200;

/** Accuracy against coverage, most certain first; at most 200 points. Answers of one probability stand or fall together. */
export function coverageCurve(judged: readonly Judged[]): CoveragePoint[] {
  const sorted = judged.toSorted((left, right) => right.probability - left.probability);
  const step = Math.max(1, sorted.length / points);
  const curve: CoveragePoint[] = [];
  let right = 0;
  let next = Math.min(step, sorted.length);
  for (const [index, { label, truth, probability }] of sorted.entries()) {
    if (label === truth) right += 1;
    const rows = index + 1;
    if (sorted[rows]?.probability === probability || (rows < next && rows < sorted.length)) continue;
    next = rows + step;
    curve.push({
      threshold: probability,
      coverage: rows / sorted.length,
      accuracy: right / rows,
      interval: wilsonInterval(right, rows),
    });
  }
  return curve;
}

/** The last point whose threshold is at least `threshold`; undefined when nothing is that certain. */
export function atThreshold(curve: readonly CoveragePoint[], threshold: number): CoveragePoint | undefined {
  return curve.findLast((point) => point.threshold >= threshold);
}

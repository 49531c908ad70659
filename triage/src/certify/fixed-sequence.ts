import { binomialTail, leastRows, logBinomialTail, upperErrorBound } from '../statistics/index.ts';

/** An answer that could be applied, beside the truth. */
export interface Answer {
  readonly probability: number;
  readonly isWrong: boolean;
}

/** The thresholds to try, in the order in which they are tested. Made without looking at the certification rows. */
export interface Plan {
  /** Falling. */
  readonly thresholds: readonly number[];
  /** ln of the p-value at the first of them if it goes badly: with errors that only one draw in fifty exceeds. */
  readonly pessimisticLogP: number;
}

/** What a fixed sequence of tests has shown. */
export interface Certified {
  /** Apply from here on; null: nothing could be shown. */
  readonly threshold: number | null;
  /** Certification rows at or above the threshold (above the first one tried, where nothing could be shown). */
  readonly rows: number;
  readonly errors: number;
  /** Upper confidence bound (Clopper-Pearson) at this threshold. */
  readonly bound: number;
  readonly tests: number;
}

const mostThresholds = 200;
/** Standard deviations of a normal distribution that one draw in fifty exceeds. */
const pessimism = 2.05;

export function byProbability(answers: readonly Answer[]): Answer[] {
  return [...answers].sort((left, right) => right.probability - left.probability);
}

/** Positions 1…n, at most 200 of them, evenly spread; the last is n. */
function positions(n: number): number[] {
  const count = Math.min(mostThresholds, n);
  return Array.from({ length: count }, (_, index) => Math.ceil(((index + 1) * n) / count));
}

/**
 * Orders thresholds for testing, from the calibration rows: it begins where the certification rows are expected to speak
 * most clearly (few rows above a very high threshold show nothing), and goes down from there.
 *
 * @param scale certification rows per calibration row
 */
export function planSequence(calibration: readonly Answer[], scale: number, alpha: number): Plan {
  const sorted = byProbability(calibration);
  const errorsUpTo = [0];
  for (const { isWrong } of sorted) errorsUpTo.push((errorsUpTo.at(-1) ?? 0) + (isWrong ? 1 : 0));
  const candidates = positions(sorted.length).map((rows) => {
    const expectedRows = Math.round(rows * scale);
    // Half an error more than was seen: no error among few rows is no sign of none among many.
    const rate = ((errorsUpTo[rows] ?? 0) + 0.5) / (rows + 1);
    const errors = rate * expectedRows;
    // Both counts vary: what was seen among the calibration rows, and what will be seen among the certification rows.
    const spread = pessimism * Math.sqrt(errors * (1 - rate) * (1 + expectedRows / rows));
    return {
      threshold: sorted[rows - 1]?.probability ?? 1,
      logP: logBinomialTail(Math.floor(errors), expectedRows, alpha),
      pessimisticLogP: logBinomialTail(Math.floor(errors + spread), expectedRows, alpha),
    };
  });
  let start = 0;
  for (const [index, { logP }] of candidates.entries()) {
    if (logP < (candidates[start]?.logP ?? 0)) start = index;
  }
  return {
    thresholds: [...new Set(candidates.slice(start).map(({ threshold }) => threshold))],
    pessimisticLogP: candidates[start]?.pessimisticLogP ?? 0,
  };
}

/**
 * Learn then Test (Angelopoulos, Bates, Candès, Jordan, Lei 2021) with fixed-sequence testing: the hypotheses "among
 * rows at or above this threshold more than `alpha` are wrong" are tested one after the other with exact binomial
 * p-values, each at the full `delta`, until one cannot be rejected. The last rejected one is the answer; the chance that
 * its true error exceeds `alpha` is at most `delta`.
 */
export function testSequence(
  certification: readonly Answer[],
  plan: Pick<Plan, 'thresholds'>,
  alpha: number,
  delta: number,
): Certified {
  const sorted = byProbability(certification);
  let rows = 0;
  let errors = 0;
  let tests = 0;
  let shown: Certified | null = null;
  for (const threshold of plan.thresholds) {
    for (; (sorted[rows]?.probability ?? -1) >= threshold; rows += 1) if (sorted[rows]?.isWrong) errors += 1;
    tests += 1;
    if (binomialTail(errors, rows, alpha) > delta) break;
    shown = { threshold, rows, errors, bound: upperErrorBound(errors, rows, delta), tests };
  }
  return shown
    ? { ...shown, tests }
    : { threshold: null, rows, errors, bound: upperErrorBound(errors, rows, delta), tests };
}

/**
 * How many certification rows would be needed for a promise on these answers alone that one draw in fifty would miss, if
 * the calibration rows are right about their error; null when no number would do with this model.
 */
export function neededRows(calibration: readonly Answer[], alpha: number, delta: number): number | null {
  const least = leastRows(alpha, delta);
  if (calibration.length === 0) return least;
  const sorted = byProbability(calibration);
  let errors = 0;
  let fewest: number | null = null;
  for (const [index, { isWrong }] of sorted.entries()) {
    if (isWrong) errors += 1;
    const applied = index + 1;
    const rate = errors / applied;
    if (rate >= alpha * 0.95) continue;
    let n = least;
    const spread = (rows: number) => pessimism * Math.sqrt(rate * (1 - rate) * rows);
    while (n < 1e7 && binomialTail(Math.floor(rate * n + spread(n)), n, alpha) > delta)
      n = Math.ceil(n * 1.05);
    const rows = Math.ceil((n * sorted.length) / applied);
    if (fewest === null || rows < fewest) fewest = rows;
  }
  return fewest;
}

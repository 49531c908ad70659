import { upperErrorBound } from '../statistics/index.ts';
import { byProbability } from './fixed-sequence.ts';
import type { ScoredRow } from './score-rows.ts';

/** What one threshold for all labels would give. */
export interface TradeOffPoint {
  readonly threshold: number;
  /** Share of the rows at or above it. */
  readonly coverage: number;
  readonly rows: number;
  readonly errors: number;
  /** Upper confidence bound on the error (Clopper-Pearson), of this one threshold, had it been chosen beforehand. */
  readonly bound: number;
}

const points = 50;

/** Coverage against the bound, from the most certain 2 % to everything that is in scope. */
export function tradeOff(rows: readonly ScoredRow[], delta: number): readonly TradeOffPoint[] {
  const sorted = byProbability(rows.filter(({ isOutOfScope }) => !isOutOfScope));
  const curve: TradeOffPoint[] = [];
  let errors = 0;
  let next = 1;
  for (const [index, { probability, isWrong }] of sorted.entries()) {
    if (isWrong) errors += 1;
    const count = index + 1;
    // Rows of one probability stand or fall together.
    if (sorted[count]?.probability === probability || count < (next * sorted.length) / points) continue;
    next = Math.floor((count * points) / sorted.length) + 1;
    curve.push({
      threshold: probability,
      coverage: count / rows.length,
      rows: count,
      errors,
      bound: upperErrorBound(errors, count, delta),
    });
  }
  return curve;
}

/** The largest coverage on the curve whose bound does not exceed `alpha`; 0 when there is none. */
export function coverageAt(curve: readonly TradeOffPoint[], alpha: number): number {
  return curve.reduce((most, { coverage, bound }) => (bound <= alpha ? Math.max(most, coverage) : most), 0);
}

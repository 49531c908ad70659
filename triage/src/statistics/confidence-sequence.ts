import { logBinomialTail } from './binomial.ts';
import { logBeta } from './log-gamma.ts';

/**
 * ln of the evidence against "every error so far had probability at most `rate`": the likelihood ratio of a uniform
 * mixture over (`rate`, 1] to `rate` itself (Robbins 1970, beta-binomial). Under that hypothesis it is a
 * supermartingale that starts at 1, also when the error changes over time, so by Ville's inequality it ever reaches
 * 1/δ with probability at most δ: it may be looked at after every observation.
 *
 * ∫ over (r, 1] of pᵏ(1−p)ⁿ⁻ᵏ is B(k+1, n−k+1) · P(Binomial(n+1, r) ≤ k).
 */
export function logErrorEvidence(errors: number, n: number, rate: number): number {
  if (rate >= 1) return 0;
  if (rate <= 0) return errors > 0 ? Number.POSITIVE_INFINITY : -Math.log(n + 1);
  return (
    logBeta(errors + 1, n - errors + 1) +
    logBinomialTail(errors, n + 1, rate) -
    Math.log1p(-rate) -
    errors * Math.log(rate) -
    (n - errors) * Math.log1p(-rate)
  );
}

/** An interval that holds the error rate at all times at once, with probability at least 1 − δ. */
export interface ErrorInterval {
  readonly lower: number;
  readonly upper: number;
}

function lowerLimit(errors: number, n: number, delta: number): number {
  if (errors === 0) return 0;
  const threshold = -Math.log(delta);
  let low = 0;
  let high = errors / n;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (logErrorEvidence(errors, n, middle) >= threshold) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Anytime-valid confidence sequence for an error rate: each side at δ/2. Its lower end passes `rate` exactly when
 * {@link logErrorEvidence} reaches ln 2/δ.
 */
export function errorInterval(errors: number, n: number, delta: number): ErrorInterval {
  if (n === 0) return { lower: 0, upper: 1 };
  return { lower: lowerLimit(errors, n, delta / 2), upper: 1 - lowerLimit(n - errors, n, delta / 2) };
}

import { logBeta } from './log-gamma.ts';

/** ln P(X = k) for X ~ Binomial(n, p), 0 < p < 1. */
function logProbability(k: number, n: number, p: number): number {
  return k * Math.log(p) + (n - k) * Math.log1p(-p) - Math.log(n + 1) - logBeta(k + 1, n - k + 1);
}

/** Σ P(X = i) / P(X = k) over i ≤ k; its terms fall geometrically where k is not above the mean. */
function lowerSum(k: number, n: number, p: number): number {
  const odds = (1 - p) / p;
  let term = 1;
  let sum = 1;
  for (let i = k; i > 0 && term > sum * 1e-17; i -= 1) {
    term *= (i / (n - i + 1)) * odds;
    sum += term;
  }
  return sum;
}

/** ln P(X ≤ k) for X ~ Binomial(n, p): exact, also where the probability itself underflows. */
export function logBinomialTail(k: number, n: number, p: number): number {
  if (k < 0) return Number.NEGATIVE_INFINITY;
  if (k >= n || p <= 0) return 0;
  if (p >= 1) return Number.NEGATIVE_INFINITY;
  if (k <= n * p) return logProbability(k, n, p) + Math.log(lowerSum(k, n, p));
  // P(X > k) = P(n − X ≤ n − k − 1), and n − X ~ Binomial(n, 1 − p).
  const above = n - k - 1;
  const upper = Math.exp(logProbability(above, n, 1 - p)) * lowerSum(above, n, 1 - p);
  return Math.log1p(-Math.min(1, upper));
}

/**
 * P(X ≤ k) for X ~ Binomial(n, p). As a p-value: of the hypothesis that the error rate exceeds `p`, after `k` errors
 * among `n` (for losses of 0 and 1 exact, where Hoeffding-Bentkus only bounds it).
 */
export function binomialTail(k: number, n: number, p: number): number {
  return Math.exp(logBinomialTail(k, n, p));
}

/** Where `isBelow` turns from true to false in [0, 1]. */
function bisect(isBelow: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The upper confidence bound on an error rate (Clopper, Pearson 1934): over draws of the `n` it is exceeded by the true
 * rate with probability at most `delta`. 1 when nothing was seen.
 */
export function upperErrorBound(errors: number, n: number, delta: number): number {
  if (errors >= n) return 1;
  const logDelta = Math.log(delta);
  return bisect((p) => logBinomialTail(errors, n, p) > logDelta);
}

/** The lower confidence bound of the same kind. 0 when nothing was seen. */
export function lowerErrorBound(errors: number, n: number, delta: number): number {
  return 1 - upperErrorBound(n - errors, n, delta);
}

/** The fewest rows that can show an error of at most `alpha` with confidence 1 − `delta`: all of them right. */
export function leastRows(alpha: number, delta: number): number {
  return Math.ceil(Math.log(delta) / Math.log1p(-alpha));
}

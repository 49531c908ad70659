/** A two-sided interval for a share, both ends in 0-1. */
export type Interval = readonly [lower: number, upper: number];

/** The standard normal's 97.5 % point. */
const z = 1.959963984540054;

/** The 95 % score interval for a share of `n` (Wilson 1927): honest near 0 and 1, where ± is not. `[0, 1]` when n is 0. */
export function wilsonInterval(successes: number, n: number): Interval {
  if (n === 0) return [0, 1];
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

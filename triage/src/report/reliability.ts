import { binomialTail, type Interval } from '../statistics/index.ts';
import type { Judged } from '../train/index.ts';

/** The answers whose probability lies in one of 15 bins of equal width. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean stated probability. */
  readonly stated: number;
  /** Share that was right. */
  readonly right: number;
  /** Where `right` lies in 95 of 100 draws if the stated probability is true (binomial; Bröcker, Smith 2007). */
  readonly band: Interval;
}

const bins = 15;

/** The least k with P(X ≤ k) ≥ `share` for X ~ Binomial(n, p). */
function binomialQuantile(share: number, n: number, p: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialTail(middle, n, p) >= share) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Bins without answers are left out. */
export function reliabilityBins(judged: readonly Judged[]): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ rows: 0, stated: 0, right: 0 }));
  for (const { label, truth, probability } of judged) {
    const sum = sums[Math.min(bins - 1, Math.floor(probability * bins))];
    if (sum === undefined) continue;
    sum.rows += 1;
    sum.stated += probability;
    if (label === truth) sum.right += 1;
  }
  return sums.flatMap(({ rows, stated, right }, index) => {
    if (rows === 0) return [];
    const mean = Math.min(1, stated / rows);
    const band: Interval = [
      binomialQuantile(0.025, rows, mean) / rows,
      binomialQuantile(0.975, rows, mean) / rows,
    ];
    return [{ from: index / bins, to: (index + 1) / bins, rows, stated: mean, right: right / rows, band }];
  });
}

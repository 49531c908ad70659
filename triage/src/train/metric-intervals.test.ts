import { expect, test } from 'vitest';
import { intervalsOf } from './metric-intervals.ts';
import { type Judged, metricsOf } from './metrics.ts';
import { createRandom } from './random.ts';

/** Two labels, right with the stated probability. */
function calibrated(rows: number, seed: number): Judged[] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => {
    const probability = 0.5 + random.next() / 2;
    const label = random.next() < 0.5 ? 'a' : 'b';
    const isRight = random.next() < probability;
    return { label, truth: isRight === (label === 'a') ? 'a' : 'b', probability };
  });
}

test('intervals hold the figures they belong to, and narrow with more rows', () => {
  const few = calibrated(200, 1);
  const many = calibrated(5_000, 1);
  const width = (rows: readonly Judged[]) => {
    const metrics = metricsOf(rows);
    const { macroF1, accuracy, accuracyAtCoverage, coverageAtAccuracy } = intervalsOf(rows, metrics);
    const pairs = [
      [metrics.macroF1, macroF1],
      [metrics.accuracy, accuracy],
      [metrics.accuracyAtCoverage['0.8'], accuracyAtCoverage['0.8']],
      [metrics.accuracyAtCoverage['0.9'], accuracyAtCoverage['0.9']],
      [metrics.coverageAtAccuracy['0.95'], coverageAtAccuracy['0.95']],
    ] as const;
    for (const [figure, [lower, upper]] of pairs) {
      expect(figure).toBeGreaterThanOrEqual(lower);
      expect(figure).toBeLessThanOrEqual(upper);
    }
    return macroF1[1] - macroF1[0];
  };
  expect(width(many)).toBeLessThan(width(few) / 3);
});

test('the bootstrap interval of macro-F1 holds the true value in about 95 of 100 draws', () => {
  // Both labels alike, right in three quarters of the rows: macro-F1 is 0.75.
  const held = Array.from({ length: 60 }, (_, seed) => {
    const rows = calibrated(300, seed + 10);
    const [lower, upper] = intervalsOf(rows, metricsOf(rows)).macroF1;
    return lower <= 0.75 && 0.75 <= upper;
  }).filter(Boolean).length;
  expect(held).toBeGreaterThanOrEqual(52);
});

test('a single row has intervals', () => {
  const rows = [{ label: 'a', truth: 'b', probability: 1 }];
  expect(intervalsOf(rows, metricsOf(rows))).toMatchObject({
    macroF1: [0, 0],
    coverageAtAccuracy: { '0.95': [0, 0] },
  });
});

import { expect, it } from 'vitest';
import { pairedBootstrap } from './paired-bootstrap.ts';

it('spans the mean difference by about two standard errors', () => {
  const differences = Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? 1 : 0));
  const { mean, low, high } = pairedBootstrap(differences);
  const standardError = Math.sqrt((0.25 * 0.75) / 400);
  expect(mean).toBe(0.25);
  expect(mean - low).toBeCloseTo(1.96 * standardError, 2);
  expect(high - mean).toBeCloseTo(1.96 * standardError, 2);
  expect(pairedBootstrap([0, 0, 0])).toEqual({ mean: 0, low: 0, high: 0 });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialTail, leastRows, logBinomialTail, lowerErrorBound, upperErrorBound } from './binomial.ts';

const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });

/** By the definition, for small n. */
function summed(k: number, n: number, p: number): number {
  let choose = 1;
  let sum = 0;
  for (let i = 0; i <= k; i += 1) {
    sum += choose * p ** i * (1 - p) ** (n - i);
    choose = (choose * (n - i)) / (i + 1);
  }
  return sum;
}

test('the tail is the sum of the probabilities', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), rate, (n, k, p) => {
      const least = Math.min(k, n);
      expect(binomialTail(least, n, p)).toBeCloseTo(summed(least, n, p), 10);
    }),
  );
});

test('it stays exact where the probability underflows', () => {
  expect(logBinomialTail(0, 50_000, 0.03)).toBeCloseTo(50_000 * Math.log(0.97), 6);
  expect(binomialTail(1_500, 50_000, 0.03)).toBeCloseTo(0.5068, 3);
});

test('Clopper-Pearson as published: 4 of 20 is 0.0573 to 0.4366, 0 of 10 at most 0.3085 (95 %, two-sided)', () => {
  expect(lowerErrorBound(4, 20, 0.025)).toBeCloseTo(0.0573, 4);
  expect(upperErrorBound(4, 20, 0.025)).toBeCloseTo(0.4366, 4);
  expect(upperErrorBound(0, 10, 0.025)).toBeCloseTo(0.3085, 4);
  expect(upperErrorBound(0, 0, 0.05)).toBe(1);
  expect(lowerErrorBound(0, 10, 0.05)).toBeCloseTo(0, 12);
});

test('99 rows without an error are the least for 3 % at 95 %', () => {
  expect(leastRows(0.03, 0.05)).toBe(99);
  expect(binomialTail(0, 99, 0.03)).toBeLessThanOrEqual(0.05);
  expect(binomialTail(0, 98, 0.03)).toBeGreaterThan(0.05);
});

test('a bound is where the tail has the wanted probability, and is exceeded rarely enough', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), rate, (n, k, delta) => {
      const errors = Math.min(k, n - 1);
      expect(binomialTail(errors, n, upperErrorBound(errors, n, delta))).toBeCloseTo(delta, 6);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), rate, (n, p) => {
      // P(bound < p) is the tail up to the largest count whose bound lies below p.
      let most = -1;
      while (most + 1 < n && upperErrorBound(most + 1, n, 0.05) < p) most += 1;
      expect(binomialTail(most, n, p)).toBeLessThanOrEqual(0.05 + 1e-9);
    }),
  );
});

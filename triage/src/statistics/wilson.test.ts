import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson.ts';

test('the interval as published: 81 of 263 is 0.2553 to 0.3662, 0 of 20 ends at 0.1611 (Newcombe 1998)', () => {
  const [lower, upper] = wilsonInterval(81, 263);
  expect([lower, upper].map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
  expect(wilsonInterval(0, 20)[1]).toBeCloseTo(0.1611, 4);
  expect(wilsonInterval(0, 20)[0]).toBe(0);
});

test('it holds the share, lies in 0-1, and is mirrored when right and wrong change places', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
      const successes = Math.round(part * n);
      const [lower, upper] = wilsonInterval(successes, n);
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      expect(lower).toBeLessThanOrEqual(successes / n + 1e-12);
      expect(upper).toBeGreaterThanOrEqual(successes / n - 1e-12);
      expect(wilsonInterval(n - successes, n)[0]).toBeCloseTo(1 - upper, 10);
    }),
  );
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});

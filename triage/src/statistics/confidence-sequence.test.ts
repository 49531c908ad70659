import { expect, test } from 'vitest';
import { createRandom } from '../train/random.ts';
import { binomialTail } from './binomial.ts';
import { errorInterval, logErrorEvidence } from './confidence-sequence.ts';

/** ∫ by Simpson's rule. */
function integrated(errors: number, n: number, rate: number): number {
  const steps = 20_000;
  const width = (1 - rate) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const p = rate + step * width;
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * (p / rate) ** errors * ((1 - p) / (1 - rate)) ** (n - errors);
  }
  return (sum * width) / 3 / (1 - rate);
}

test.each([
  [0, 0, 0.03],
  [0, 40, 0.03],
  [3, 40, 0.03],
  [9, 40, 0.1],
  [40, 40, 0.5],
])('the evidence of %i errors in %i against %f is the integral over worse rates', (errors, n, rate) => {
  expect(logErrorEvidence(errors, n, rate)).toBeCloseTo(Math.log(integrated(errors, n, rate)), 8);
});

test('the evidence is a martingale at the rate itself', () => {
  for (const [errors, n, rate] of [
    [0, 0, 0.03],
    [2, 50, 0.03],
    [7, 60, 0.1],
  ] as const) {
    const next = (error: number) => Math.exp(logErrorEvidence(errors + error, n + 1, rate));
    expect(rate * next(1) + (1 - rate) * next(0)).toBeCloseTo(Math.exp(logErrorEvidence(errors, n, rate)), 8);
  }
});

test('the interval holds the rate, narrows, and its lower end is where the evidence suffices', () => {
  const { lower, upper } = errorInterval(30, 300, 0.05);
  expect(lower).toBeLessThan(0.1);
  expect(upper).toBeGreaterThan(0.1);
  expect(logErrorEvidence(30, 300, lower)).toBeCloseTo(Math.log(40), 3);
  expect(errorInterval(300, 3_000, 0.05).lower).toBeGreaterThan(lower);
  expect(errorInterval(0, 0, 0.05)).toEqual({ lower: 0, upper: 1 });
  expect(errorInterval(0, 100, 0.05).lower).toBe(0);
});

/** In how many of `draws` runs of `length` observations the interval ever leaves the rate out. */
function misses(rate: number, delta: number, draws: number, length: number): number {
  let missed = 0;
  const random = createRandom(7);
  for (let draw = 0; draw < draws; draw += 1) {
    let errors = 0;
    let isMissed = false;
    for (let n = 1; n <= length && !isMissed; n += 1) {
      if (random.next() < rate) errors += 1;
      isMissed =
        logErrorEvidence(errors, n, rate) >= Math.log(2 / delta) ||
        logErrorEvidence(n - errors, n, 1 - rate) >= Math.log(2 / delta);
    }
    if (isMissed) missed += 1;
  }
  return missed;
}

test.each([0.01, 0.03, 0.2])(
  'looked at after every observation it misses an error of %f no more often than stated',
  (rate) => {
    const draws = 200;
    const delta = 0.05;
    const missed = misses(rate, delta, draws, 2_000);
    // Significantly more often than δ (binomial, 1 %) would be a violation.
    expect(1 - binomialTail(missed - 1, draws, delta)).toBeGreaterThan(0.01);
  },
);

test('an error of three times the promised one is noticed', () => {
  const random = createRandom(11);
  const noticed: number[] = [];
  for (let draw = 0; draw < 100; draw += 1) {
    let errors = 0;
    let n = 0;
    while (errorInterval(errors, n, 0.05).lower <= 0.03 && n < 2_000) {
      n += 1;
      if (random.next() < 0.09) errors += 1;
    }
    noticed.push(n);
  }
  const median = noticed.sort((left, right) => left - right)[50] ?? 0;
  expect(median).toBeLessThan(250);
});

import { expect, test } from 'vitest';
import { binomialTail } from '../statistics/index.ts';
import { createRandom } from '../train/random.ts';
import { isDrawnBlind } from './blind-draw.ts';
import { demotionFor } from './blind-sample.ts';

test('the draw is a share of all versions, the same for a retry, and another with another salt', () => {
  const versions = Array.from({ length: 20_000 }, (_, index) => `version ${index}`);
  const drawn = versions.filter((version) => isDrawnBlind('salt', version, 0.03));
  expect(drawn.length).toBeGreaterThan(500);
  expect(drawn.length).toBeLessThan(700);
  expect(drawn.every((version) => isDrawnBlind('salt', version, 0.03))).toBe(true);
  const others = drawn.filter((version) => isDrawnBlind('pepper', version, 0.03));
  expect(others.length).toBeLessThan(50);
  expect(versions.some((version) => isDrawnBlind('salt', version, 0))).toBe(false);
  expect(versions.every((version) => isDrawnBlind('salt', version, 1))).toBe(true);
});

const promise = { alpha: 0.03, delta: 0.05 };

/** Whether a target with this error is ever demoted within so many observations. */
function isEverDemoted(error: number, observations: number, seed: number): boolean {
  const random = createRandom(seed);
  let errors = 0;
  for (let observed = 1; observed <= observations; observed += 1) {
    if (random.next() < error) errors += 1;
    if (demotionFor({ observed, errors }, promise)) return true;
  }
  return false;
}

test('over 200 draws a target that keeps its promise, just, is demoted no more often than stated', () => {
  const demoted = Array.from({ length: 200 }, (_, draw) => isEverDemoted(promise.alpha, 600, draw + 1));
  const count = demoted.filter(Boolean).length;
  expect(1 - binomialTail(count - 1, 200, promise.delta)).toBeGreaterThan(0.01);
});

test('one that breaks it is demoted, and an error among the first few is not yet a breach', () => {
  const demoted = Array.from({ length: 50 }, (_, draw) => isEverDemoted(0.12, 600, draw + 1));
  expect(demoted.filter(Boolean).length).toBe(50);
  expect(demotionFor({ observed: 1, errors: 1 }, promise)).toBeNull();
  expect(demotionFor({ observed: 0, errors: 0 }, promise)).toBeNull();
  expect(demotionFor({ observed: 10, errors: 6 }, promise)).toBe('certificate-error');
});

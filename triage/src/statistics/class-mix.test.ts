import { expect, test } from 'vitest';
import { createRandom } from '../train/random.ts';
import { isShifted, mixShift } from './class-mix.ts';

const mix = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`label ${index}`, 1 / 20]));

test('the mix it was estimated from is no shift, whatever the sample', () => {
  const random = createRandom(5);
  for (let draw = 0; draw < 100; draw += 1) {
    const counts: Record<string, number> = {};
    for (let row = 0; row < 500; row += 1) {
      const label = `label ${random.below(20)}`;
      counts[label] = (counts[label] ?? 0) + 1;
    }
    expect(isShifted(mixShift(counts, mix, 2_000))).toBe(false);
  }
});

test('a kind of ticket that takes over is a shift', () => {
  const counts = {
    'label 0': 250,
    ...Object.fromEntries(
      Object.keys(mix)
        .slice(1)
        .map((label) => [label, 13]),
    ),
  };
  const shift = mixShift(counts, mix, 2_000);
  expect(shift.distance).toBeGreaterThan(0.4);
  expect(isShifted(shift)).toBe(true);
});

test('a new class counts whole', () => {
  expect(mixShift({ news: 100 }, { known: 1 }, 1_000).distance).toBe(1);
  expect(mixShift({}, mix, 1_000).distance).toBe(0);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areSame, limitNow, observedLimit, rateOf, withLearned } from './learned-limit.ts';

const start = Date.UTC(2026, 0, 1);

/** Sends at an even pace against a vendor that takes `limit` in any `windowMs`; gives what it took until it refused. */
function refusal(limit: number, windowMs: number, everyMs: number) {
  const taken: number[] = [];
  for (let now = start; ; now += everyMs) {
    const within = taken.filter((at) => at > now - windowMs);
    if (within.length < limit) taken.push(now);
    else return { taken, now, retryAfterMs: (within[0] ?? now) + windowMs - now };
    if (taken.length > 20_000) throw new Error('The limit is never reached.');
  }
}

describe('what a refusal without numbers tells', () => {
  test.each([
    [40, 1_000, 20],
    [100, 10_000, 50],
    [600, 60_000, 50],
    [1_000, 3_600_000, 500],
  ])('%i in %i ms, asked every %i ms, is found exactly', (limit, windowMs, everyMs) => {
    const { taken, now, retryAfterMs } = refusal(limit, windowMs, everyMs);
    expect(observedLimit(taken, now, retryAfterMs)).toEqual({ limit, windowMs, at: now });
  });

  test('is the same whatever the limit and the pace were, where the vendor says how long to wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 300 }),
        fc.constantFrom(1, 2, 5, 10, 30, 60, 300),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (limit, seconds, speed) => {
          const windowMs = seconds * 1_000;
          const { taken, now, retryAfterMs } = refusal(limit, windowMs, (windowMs / limit) * speed);
          const observed = observedLimit(taken, now, retryAfterMs);
          expect(observed?.limit).toBe(limit);
          expect(observed?.windowMs).toBeGreaterThanOrEqual(windowMs);
          // At most the next longer one that vendors use.
          expect(observed?.windowMs).toBeLessThanOrEqual(windowMs * 2.5);
        },
      ),
    );
  });

  test('is no limit where the pace was even and taken for long', () => {
    const taken = Array.from({ length: 7_200 }, (_, index) => start + index * 1_000);
    expect(observedLimit(taken, start + 7_200_000, 1_000)).toBeNull();
  });

  test('counts when it comes twice, a window apart', () => {
    const observed = { limit: 100, windowMs: 60_000, at: start };
    expect(areSame(observed, { ...observed, limit: 90, at: start + 60_000 })).toBe(true);
    expect(areSame(observed, { ...observed, at: start + 59_000 })).toBe(false);
    expect(areSame(observed, { ...observed, limit: 70, at: start + 60_000 })).toBe(false);
    expect(areSame(observed, { limit: 100, windowMs: 1_000, at: start + 60_000 })).toBe(false);
  });

  test('is nothing when hardly anything was sent', () => {
    expect(observedLimit([], start, null)).toBeNull();
    expect(observedLimit([start], start + 1, 1_000)).toBeNull();
  });
});

describe('what is learned', () => {
  const learned = { kind: null, limit: 100, windowMs: 60_000, learnedAt: start };

  test('is believed for a day, then tried a tenth higher, once a day', () => {
    const day = 86_400_000;
    expect(limitNow(learned, start + day - 1)).toBe(100);
    expect(limitNow(learned, start + day)).toBeCloseTo(110);
    expect(limitNow(learned, start + 2 * day)).toBeCloseTo(121);
  });

  test('comes down when it was kept and refused all the same, once for one burst', () => {
    const again = { ...learned, learnedAt: start + 5_000 };
    const [lower] = withLearned([learned], again, 'observed');
    expect(lower?.limit).toBeCloseTo(90);
    const [same] = withLearned([again], { ...again, learnedAt: start + 5_100, limit: 95 }, 'observed');
    expect(same?.limit).toBe(95);
    const [named] = withLearned([learned], again, 'named');
    expect(named?.limit).toBeCloseTo(98);
  });

  test('holds for its own kind', () => {
    const both = withLearned([learned], { ...learned, kind: 'search', limit: 5 }, 'observed');
    expect(both.map(({ kind }) => kind)).toEqual([null, 'search']);
    expect(both.map((one) => rateOf(one, start))).toEqual([100 / 60, 5 / 60]);
  });
});

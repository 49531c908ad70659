import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LimitNews } from '../http/index.ts';
import {
  currentPace,
  currentThrottle,
  holdLeft,
  initialLimitState,
  type LimitState,
  learned,
  pauseLeft,
  taken,
  untilNextStart,
} from './limit-state.ts';
import type { Limits } from './limits.ts';

const start = Date.UTC(2026, 0, 1);
const limits: Limits = {
  share: 0.25,
  requestsPerSecond: 100,
  maxConcurrent: 8,
  timeoutMs: 1000,
  longestRequestMs: 2000,
};
const quiet: LimitNews = { holds: null, reason: null, retryAfterMs: null, quota: null, isNearLimit: false };

/** Starts as many requests as the state allows until `durationMs` have passed, waking late by `lateness`. */
function startsWithin(durationMs: number, granted: Limits, lateness: () => number): readonly number[] {
  let state = initialLimitState(start);
  let now = start;
  const starts: number[] = [];
  while (now < start + durationMs) {
    const wait = untilNextStart(state, granted, now);
    if (wait === 0) {
      starts.push(now);
      state = taken(state, granted, now);
    } else now += wait + lateness();
  }
  return starts;
}

describe('the granted pace', () => {
  test('is never exceeded in any second, however timers wobble', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 200 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.infiniteStream(fc.integer({ min: 0, max: 12 })),
        (requestsPerSecond, share, wobble) => {
          const granted = { ...limits, requestsPerSecond, share };
          const starts = startsWithin(4_000, granted, () => wobble.next().value ?? 0);
          const most = Math.max(1, Math.ceil(requestsPerSecond * share));
          for (const [index, first] of starts.entries()) {
            const inSecond = starts.slice(index).filter((at) => at < first + 1000).length;
            expect(inSecond).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('is used to more than 97 % when timers are exact', () => {
    const starts = startsWithin(60_000, limits, () => 0);
    expect(starts.length / (25 * 60)).toBeGreaterThan(0.97);
  });

  test('may be less than one request in a second', () => {
    const starts = startsWithin(60_000, { ...limits, requestsPerSecond: 1 }, () => 0);
    expect(starts.length).toBeGreaterThanOrEqual(14);
    expect(starts.length).toBeLessThanOrEqual(16);
  });
});

test('time that runs backwards does not release requests', () => {
  const state = taken(initialLimitState(start), limits, start);
  expect(untilNextStart(state, limits, start - 60_000)).toBeGreaterThan(0);
});

describe('a burst limit', () => {
  const burst: LimitNews = { ...quiet, holds: 'pace', retryAfterMs: 1000 };
  test('halves the pace without stopping it, once for all refusals of the same burst', () => {
    let state = initialLimitState(start);
    for (let index = 0; index < 5; index += 1)
      state = learned(state, limits, burst, undefined, start + index);
    expect(pauseLeft(state, limits, start + 5)).toBe(0);
    expect(currentPace(state, limits, start)).toBeCloseTo(24.5 / 2, 5);
  });

  test('that comes again slows further, but never to a halt, and a quiet minute restores the pace', () => {
    let state = initialLimitState(start);
    for (let index = 0; index < 50; index += 1)
      state = learned(state, limits, burst, undefined, start + index * 1500);
    const last = start + 49 * 1500;
    expect(currentThrottle(state, last)).toBeGreaterThanOrEqual(0.05);
    expect(currentThrottle(state, last)).toBeLessThan(0.2);
    expect(currentThrottle(state, last + 60_000)).toBe(1);
  });
});

test('a limit on one ticket holds that ticket alone, until its time', () => {
  const news: LimitNews = { ...quiet, holds: 'ticket', retryAfterMs: 2000 };
  const state = learned(initialLimitState(start), limits, news, '10', start);
  expect(holdLeft(state, '10', start)).toBe(2000);
  expect(holdLeft(state, '11', start)).toBe(0);
  expect(holdLeft(state, undefined, start)).toBe(0);
  expect(holdLeft(state, '10', start + 2000)).toBe(0);
  expect(pauseLeft(state, limits, start)).toBe(0);
});

test('tickets whose hold is over are forgotten', () => {
  const news: LimitNews = { ...quiet, holds: 'ticket', retryAfterMs: 2000 };
  let state = initialLimitState(start);
  for (let index = 0; index < 100; index += 1)
    state = learned(state, limits, news, String(index), start + index * 1000);
  expect(Object.keys(state.heldTickets).length).toBeLessThanOrEqual(3);
});

test('a pause is only ever made longer by later news', () => {
  const pause = (retryAfterMs: number): LimitNews => ({ ...quiet, holds: 'client', retryAfterMs });
  const state = learned(initialLimitState(start), limits, pause(9000), undefined, start);
  expect(pauseLeft(learned(state, limits, pause(1000), undefined, start + 1), limits, start + 1)).toBe(8999);
});

describe('an announced quota', () => {
  const resetsAt = start + 3_600_000;
  const announcing = (remaining: number | null, at = resetsAt, isNearLimit = false): LimitNews => ({
    ...quiet,
    isNearLimit,
    quota: { limit: 1000, remaining, resetsAt: at },
  });
  const after = (count: number, from: LimitState, now: number) =>
    Array.from({ length: count }).reduce<LimitState>((state) => taken(state, limits, now), from);

  test("is used up to the admin's share, then nothing goes before it is renewed", () => {
    let state = learned(after(1, initialLimitState(start), start), limits, announcing(999), undefined, start);
    state = after(248, state, start + 1000);
    expect(pauseLeft(state, limits, start + 1000)).toBe(0);
    state = after(1, state, start + 1000);
    expect(pauseLeft(state, limits, start + 1000)).toBe(resetsAt - start - 1000);
    expect(pauseLeft(state, limits, resetsAt)).toBe(0);
    expect(after(1, state, resetsAt + 1).started.count).toBe(1);
  });

  test('counts requests that were sent before it was announced', () => {
    const state = learned(
      after(250, initialLimitState(start), start),
      limits,
      announcing(700),
      undefined,
      start,
    );
    expect(pauseLeft(state, limits, start)).toBeGreaterThan(0);
  });

  test('that others have used up stops us, too', () => {
    const state = learned(initialLimitState(start), limits, announcing(0), undefined, start);
    expect(pauseLeft(state, limits, start)).toBe(3_600_000);
  });

  test('that is nearly used is spread over the time that is left', () => {
    const late = resetsAt - 600_000;
    const state = learned(initialLimitState(late), limits, announcing(100), undefined, late);
    // 100 left, a quarter of it ours, in ten minutes.
    expect(currentPace(state, limits, late)).toBeCloseTo(25 / 600, 5);
  });

  test('keeps its count while reset times wobble, and starts anew in a new window', () => {
    let state = learned(
      after(40, initialLimitState(start), start),
      limits,
      announcing(900),
      undefined,
      start,
    );
    state = learned(state, limits, announcing(899, resetsAt + 900), undefined, start);
    expect(state.quota?.used).toBe(40);
    state = after(1, state, resetsAt + 5000);
    state = learned(state, limits, announcing(999, resetsAt + 3_600_000), undefined, resetsAt + 5001);
    expect(state.quota?.used).toBe(1);
  });

  test('warned of without numbers makes us careful', () => {
    const state = learned(
      initialLimitState(start),
      limits,
      { ...quiet, isNearLimit: true },
      undefined,
      start,
    );
    expect(currentThrottle(state, start)).toBe(0.5);
  });
});

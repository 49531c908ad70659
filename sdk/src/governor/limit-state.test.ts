import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LimitNews } from '../http/index.ts';
import {
  currentPace,
  currentThrottle,
  ended,
  holdLeft,
  initialLimitState,
  type LimitState,
  pauseLeft,
  quotaLeft,
  started,
  untilMayStart,
  untilNextStart,
  type Weight,
} from './limit-state.ts';
import type { Limits } from './limits.ts';

const start = Date.UTC(2026, 0, 1);
const hour = 3_600_000;
const limits: Limits = {
  share: 0.25,
  requestsPerSecond: 100,
  maxConcurrent: 8,
  timeoutMs: 1000,
  longestRequestMs: 2000,
};
const quiet: LimitNews = {
  holds: null,
  reason: null,
  retryAfterMs: null,
  quota: null,
  burstLimit: null,
  isNearLimit: false,
};
const one: Weight = { lane: 'interactive', kind: 'read', points: 1, ticketId: undefined };

/** Starts as many requests as the state allows until `durationMs` have passed, waking late by `lateness`. */
function startsWithin(
  durationMs: number,
  granted: Limits,
  lateness: () => number,
  from = initialLimitState(start),
): readonly number[] {
  let state = from;
  let now = start;
  const starts: number[] = [];
  while (now < start + durationMs) {
    const wait = Math.max(untilNextStart(state, granted, now), untilMayStart(state, granted, one, now));
    if (wait === 0) {
      starts.push(now);
      state = started(state, granted, one, now);
    } else now += wait + lateness();
  }
  return starts;
}

/** So many requests, each started and answered with the news. */
function answered(
  count: number,
  from: LimitState,
  now: number,
  news: LimitNews = quiet,
  weight: Weight = one,
  granted = limits,
): LimitState {
  return Array.from({ length: count }).reduce<LimitState>(
    (state) => ended(started(state, granted, weight, now), granted, weight, news, now),
    from,
  );
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
  const state = started(initialLimitState(start), limits, one, start);
  expect(untilNextStart(state, limits, start - 60_000)).toBeGreaterThan(0);
  const later = started(state, limits, one, start - 60_000);
  expect(untilNextStart(later, limits, start)).toBeGreaterThan(0);
});

describe('a burst limit', () => {
  const burst: LimitNews = { ...quiet, holds: 'pace', retryAfterMs: 1000 };
  test('halves the pace without stopping it, once for all refusals of the same burst', () => {
    let state = initialLimitState(start);
    for (let index = 0; index < 5; index += 1) state = ended(state, limits, one, burst, start + index);
    expect(pauseLeft(state, start + 5)).toBe(0);
    expect(currentPace(state, limits, start)).toBeCloseTo(24.5 / 2, 5);
  });

  test('that comes again slows further, but never to a halt, and a quiet while restores the pace', () => {
    let state = initialLimitState(start);
    for (let index = 0; index < 50; index += 1)
      state = ended(state, limits, one, burst, start + index * 1100);
    const last = start + 49 * 1100;
    expect(currentThrottle(state, last)).toBeGreaterThanOrEqual(0.05);
    expect(currentThrottle(state, last)).toBeLessThan(0.2);
    expect(currentThrottle(state, last + 15_000)).toBe(1);
  });
});

test('a limit on one ticket holds that ticket alone, until its time', () => {
  const news: LimitNews = { ...quiet, holds: 'ticket', retryAfterMs: 2000 };
  const state = ended(initialLimitState(start), limits, { ...one, ticketId: '10' }, news, start);
  expect(holdLeft(state, '10', start)).toBe(2000);
  expect(holdLeft(state, '11', start)).toBe(0);
  expect(holdLeft(state, undefined, start)).toBe(0);
  expect(holdLeft(state, '10', start + 2000)).toBe(0);
  expect(pauseLeft(state, start)).toBe(0);
});

test('tickets whose hold is over are forgotten', () => {
  const news: LimitNews = { ...quiet, holds: 'ticket', retryAfterMs: 2000 };
  let state = initialLimitState(start);
  for (let index = 0; index < 100; index += 1) {
    state = ended(state, limits, { ...one, ticketId: String(index) }, news, start + index * 1000);
  }
  expect(Object.keys(state.heldTickets).length).toBeLessThanOrEqual(3);
});

test('a pause is only ever made longer by later news', () => {
  const pause = (retryAfterMs: number): LimitNews => ({ ...quiet, holds: 'client', retryAfterMs });
  const state = ended(initialLimitState(start), limits, one, pause(9000), start);
  expect(pauseLeft(ended(state, limits, one, pause(1000), start + 1), start + 1)).toBe(8999);
});

describe('an announced quota', () => {
  const resetsAt = start + hour;
  const announcing = (remaining: number | null, at = resetsAt, isNearLimit = false): LimitNews => ({
    ...quiet,
    isNearLimit,
    quota: { limit: 1000, remaining, resetsAt: at, windowMs: null },
  });
  const left = (state: LimitState, now: number, lane: Weight['lane'] = 'interactive', points = 1) =>
    quotaLeft(state, limits, { lane, points }, now);

  test("is used up to the admin's share, then nothing goes before it is renewed", () => {
    let state = answered(1, initialLimitState(start), start, announcing(null));
    state = answered(248, state, start + 1000);
    expect(left(state, start + 1000)).toBe(0);
    state = answered(1, state, start + 1000);
    // And a moment longer, for clocks that differ a little.
    expect(left(state, start + 1000)).toBe(hour - 1000 + 2000);
    expect(left(state, resetsAt + 2000)).toBe(0);
    expect(answered(1, state, resetsAt + 2000).quota).toMatchObject({ used: 1, resetsAt: resetsAt + hour });
  });

  test('counts requests that are on their way, and those that were sent before it was announced', () => {
    const before = answered(200, initialLimitState(start), start);
    const state = answered(1, before, start, announcing(null));
    expect(state.quota?.used).toBe(201);
    const underway = Array.from({ length: 49 }).reduce<LimitState>(
      (from) => started(from, limits, one, start),
      state,
    );
    expect(left(underway, start)).toBeGreaterThan(0);
  });

  test('counts an answer in the window that it names, when windows change under way', () => {
    let state = answered(1, initialLimitState(start), start, announcing(null));
    state = started(started(state, limits, one, resetsAt - 10), limits, one, resetsAt - 10);
    state = ended(state, limits, one, announcing(null, resetsAt + hour), resetsAt + 5);
    expect(state).toMatchObject({ quota: { used: 1, resetsAt: resetsAt + hour }, pending: 1 });
    state = ended(state, limits, one, announcing(null, resetsAt), resetsAt + 6);
    expect(state).toMatchObject({ quota: { used: 1 }, pending: 0 });
  });

  test('that others have used up stops us, too', () => {
    const state = answered(1, initialLimitState(start), start, announcing(0));
    expect(pauseLeft(state, start)).toBe(hour + 2000);
  });

  test('that is nearly used is spread over the time that is left', () => {
    const late = resetsAt - 600_000;
    const state = answered(1, initialLimitState(late), late, announcing(100));
    // 100 left, a quarter of it ours, in ten minutes.
    expect(currentPace(state, limits, late)).toBeCloseTo(25 / 596, 5);
  });

  test('keeps its count while reset times wobble, and starts anew in a new window', () => {
    let state = answered(40, initialLimitState(start), start);
    state = answered(1, state, start, announcing(null));
    state = answered(1, state, start, announcing(null, resetsAt + 900));
    expect(state.quota?.used).toBe(42);
    state = answered(1, state, resetsAt + 5000, announcing(null, resetsAt + hour));
    expect(state.quota?.used).toBe(1);
  });

  test('is expected again once when its window is over, and forgotten when nobody confirms it', () => {
    const state = answered(1, initialLimitState(start), start, announcing(null));
    const expected = answered(3, state, resetsAt + 5000);
    expect(expected.quota).toMatchObject({ used: 3, predictedFrom: resetsAt });
    expect(answered(1, expected, resetsAt + hour + 5000).quota).toBeNull();
    expect(answered(1, state, resetsAt + 3 * hour).quota).toBeNull();
  });

  test('has windows as long as the time between two of their ends, and ends where the vendor says', () => {
    const half = resetsAt - hour / 2;
    let state = answered(1, initialLimitState(half), half, announcing(null));
    expect(state.quota?.windowMs).toBe(hour / 2);
    state = answered(1, state, resetsAt + 10_000, announcing(null, resetsAt + hour));
    expect(state.quota).toMatchObject({ windowMs: hour, resetsAt: resetsAt + hour, used: 1 });
    state = answered(1, state, resetsAt + hour + 10_000, announcing(null, resetsAt + 2 * hour));
    expect(state.quota).toMatchObject({ windowMs: hour, resetsAt: resetsAt + 2 * hour, used: 1 });
  });

  test('leaves a part to more urgent lanes, and releases it by and by', () => {
    const state = answered(225, answered(1, initialLimitState(start), start, announcing(null)), start);
    expect(left(state, start, 'interactive')).toBe(0);
    expect(left(state, start, 'webhook')).toBe(0);
    // 227 of 250 are free for a backfill after 6 % of the hour.
    expect(left(state, start, 'backfill')).toBeCloseTo(0.06 * hour, -1);
    expect(left(state, start + 0.06 * hour + 1, 'backfill')).toBe(0);
    const full = answered(23, state, start);
    expect(left(full, resetsAt - 60_000, 'backfill')).toBe(0);
  });

  describe('in points', () => {
    const page: Weight = { ...one, points: 101, lane: 'backfill' };
    const counting = (counted: number) => announcing(1000 - counted);

    test('costs what the vendor counts, and no more than a request can cost', () => {
      let state = answered(1, initialLimitState(start), start, counting(1));
      state = ended(started(state, limits, page, start), limits, page, counting(31), start);
      expect(state.quota?.used).toBe(31);
      // Somebody else has spent 600 meanwhile.
      state = ended(started(state, limits, page, start), limits, page, counting(732), start);
      expect(state.quota?.used).toBe(132);
    });

    test('is told right by answers that overtake each other', () => {
      let state = answered(1, initialLimitState(start), start, counting(1));
      for (let index = 0; index < 2; index += 1) state = started(state, limits, page, start);
      state = ended(state, limits, page, counting(203), start);
      state = ended(state, limits, page, counting(102), start);
      expect(state.quota?.used).toBe(203);
    });

    test('has no room for a page, and still for a ticket', () => {
      let state = answered(1, initialLimitState(start), start, counting(1));
      for (let index = 0; index < 2; index += 1) state = answered(1, state, start, quiet, page);
      const late = resetsAt - 60_000;
      expect(left(state, late, 'backfill', 101)).toBeGreaterThan(60_000);
      expect(left(state, late, 'webhook', 2)).toBe(0);
    });

    test('lets a request through that alone costs more than the share, when nothing else was sent', () => {
      const state = answered(1, initialLimitState(start), start, counting(1));
      expect(left(state, start, 'backfill', 500)).toBeGreaterThan(0);
      expect(left(state, resetsAt + 2000, 'backfill', 500)).toBe(0);
    });
  });

  test('warned of without numbers makes us careful', () => {
    const state = answered(1, initialLimitState(start), start, { ...quiet, isNearLimit: true });
    expect(currentThrottle(state, start)).toBe(0.5);
  });
});

describe('a learned limit', () => {
  const whole = { ...limits, share: 1 };
  const learned = (kind: string | null, limit: number, windowMs: number) => ({
    ...initialLimitState(start),
    learned: [{ kind, limit, windowMs, learnedAt: start }],
  });

  test('is kept in every window, wherever it begins, and used to 97 %', () => {
    const starts = startsWithin(180_000, whole, () => 0, learned(null, 600, 60_000));
    expect(starts.length / 1800).toBeGreaterThan(0.97);
    for (const [index, first] of starts.entries()) {
      const inWindow = starts.slice(index).filter((at) => at < first + 60_000).length;
      expect(inWindow).toBeLessThanOrEqual(600);
    }
  });

  test('of one kind of request leaves the others alone', () => {
    const state = started(learned('read', 2, 1000), whole, one, start);
    expect(untilMayStart(state, whole, one, start + 50)).toBeGreaterThan(400);
    expect(untilMayStart(state, whole, { ...one, kind: 'write' }, start + 50)).toBe(0);
  });
});

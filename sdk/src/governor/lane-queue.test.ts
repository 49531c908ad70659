import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lane, lanes } from '../http/index.ts';
import { ageingMs, LaneQueue, urgency } from './lane-queue.ts';

const waiting = fc.array(fc.record({ lane: fc.constantFrom(...lanes), since: fc.nat(120_000) }), {
  minLength: 1,
});

test('the most urgent goes first, as if every one of them had been compared', () => {
  fc.assert(
    fc.property(waiting, fc.nat(60_000), (items, later) => {
      const queue = new LaneQueue<{ lane: Lane; since: number }>();
      for (const item of [...items].sort((left, right) => left.since - right.since)) queue.add(item);
      const now = 120_000 + later;
      const chosen = queue.mostUrgent(now, () => true);
      const least = Math.min(...items.map((item) => urgency(item, now)));
      expect(chosen && urgency(chosen, now)).toBe(least);
    }),
  );
});

test('no lane starves: a backfill that has waited long goes before a fresh interactive request', () => {
  const queue = new LaneQueue<{ lane: Lane; since: number }>();
  const backfill = { lane: 'backfill', since: 0 } as const;
  queue.add(backfill);
  const now = 2 * ageingMs + 1;
  queue.add({ lane: 'interactive', since: now });
  expect(queue.mostUrgent(now, () => true)).toBe(backfill);
  expect(queue.mostUrgent(now, (item) => item !== backfill)?.lane).toBe('interactive');
});

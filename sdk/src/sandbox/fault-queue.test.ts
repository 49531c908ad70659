import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FaultQueue } from './fault-queue.ts';
import { seededRandom } from './seeded-random.ts';

const kinds = ['server-error', 'slow'] as const;

test('a fault is played as often as asked, once by default, then no more', () => {
  const queue = new FaultQueue();
  queue.add({ kind: 'server-error', times: 2 });
  queue.add({ kind: 'slow' });
  const played = Array.from({ length: 4 }, () => queue.take('GET /a', kinds)?.kind ?? null);
  expect(played).toEqual(['server-error', 'server-error', 'slow', null]);
});

test('a fault hits only what matches it, and only where it can be played', () => {
  const queue = new FaultQueue();
  queue.add({ kind: 'server-error', match: /^PUT .*\/issue\//g, times: 2 });
  expect(queue.take('GET /rest/issue/1', kinds)).toBeNull();
  expect(queue.take('PUT /rest/issue/1', ['slow'])).toBeNull();
  expect(queue.take('PUT /rest/issue/1', kinds)).not.toBeNull();
  expect(queue.take('PUT /rest/issue/1', kinds)).not.toBeNull();
});

test('a rate is kept over many requests, the same for the same seed, and never used up', () => {
  const play = (seed: number) => {
    const queue = new FaultQueue({ random: seededRandom(seed) });
    queue.add({ kind: 'server-error', rate: 0.2 });
    return Array.from({ length: 2000 }, () => queue.take('GET /a', kinds) !== null);
  };
  const hits = play(7).filter(Boolean).length;
  expect(hits).toBeGreaterThan(320);
  expect(hits).toBeLessThan(480);
  expect(play(7)).toEqual(play(7));
  expect(play(7)).not.toEqual(play(8));
});

test('cleared, nothing is left', () => {
  const queue = new FaultQueue();
  queue.add({ kind: 'slow', times: 9 });
  queue.clear();
  expect(queue.take('GET /a', kinds)).toBeNull();
});

test('seeded numbers lie from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seededRandom(seed);
      for (let index = 0; index < 20; index += 1) {
        const number = random();
        expect(number >= 0 && number < 1).toBe(true);
      }
    }),
  );
});

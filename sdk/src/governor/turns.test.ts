import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import { lanes } from '../http/index.ts';
import { Turns } from './turns.ts';

const arrivals = fc.array(
  fc.record({
    lane: fc.constantFrom(...lanes),
    afterMs: fc.nat(50),
    worksMs: fc.nat(100),
    givesUpAfterMs: fc.option(fc.nat(200)),
    heldUntilMs: fc.nat(300),
  }),
  { minLength: 1, maxLength: 30 },
);

const open = { untilNextStart: () => 0, untilMayGo: () => 0, onStart: () => undefined, slots: () => 1 };

async function takeOne(turns: Turns<null>, work: () => Promise<void> = async () => undefined): Promise<void> {
  await turns.take('webhook', null, undefined, work);
}

test('a request does not wait for another while a slot is free', async () => {
  const clock = new ManualClock(0);
  const turns = new Turns<null>(clock, { ...open, slots: () => 3 });
  for (let number = 1; number <= 4; number += 1) {
    void takeOne(turns, () => clock.sleep(10));
    expect(turns.running).toBe(Math.min(number, 3));
  }
  await clock.advance(10);
  expect(turns.running).toBe(1);
});

test('whenever a request arrives, however close to the end of another, it is served', async () => {
  for (let steps = 0; steps < 20; steps += 1) {
    const turns = new Turns<null>(new ManualClock(0), open);
    const first = takeOne(turns);
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    await Promise.all([first, takeOne(turns)]);
    await takeOne(turns);
  }
});

test('everyone who waits is served or gives up, once, within the slots, and no slot stays behind', () =>
  fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 4 }), async (requests, maxConcurrent) => {
      const clock = new ManualClock(0);
      let lastStart = Number.NEGATIVE_INFINITY;
      let working = 0;
      const gate = {
        untilNextStart: (now: number) => Math.max(0, lastStart + 10 - now),
        untilMayGo: (item: { readonly heldUntilMs: number }, now: number) =>
          Math.max(0, item.heldUntilMs - now),
        slots: () => maxConcurrent,
        onStart: (_: unknown, now: number) => {
          expect(now - lastStart).toBeGreaterThanOrEqual(10);
          lastStart = now;
        },
      };
      const turns = new Turns<{ readonly heldUntilMs: number }>(clock, gate);
      const outcomes: string[] = [];
      for (const { lane, afterMs, worksMs, givesUpAfterMs, heldUntilMs } of requests) {
        await clock.advance(afterMs);
        const controller = new AbortController();
        let isStarted = false;
        const work = async () => {
          isStarted = true;
          working += 1;
          expect(working).toBeLessThanOrEqual(maxConcurrent);
          expect(clock.now()).toBeGreaterThanOrEqual(heldUntilMs);
          await clock.sleep(worksMs);
          working -= 1;
        };
        void turns.take(lane, { heldUntilMs }, controller.signal, work).then(
          () => outcomes.push('served'),
          () => outcomes.push(isStarted ? 'abandoned' : 'gave up'),
        );
        if (givesUpAfterMs !== null) void clock.sleep(givesUpAfterMs).then(() => controller.abort());
      }
      for (let step = 0; step < 400 && outcomes.length < requests.length; step += 1) await clock.advance(20);
      await clock.advance(300);
      expect(outcomes).toHaveLength(requests.length);
      expect(outcomes).not.toContain('abandoned');
      expect([turns.running, clock.sleeping]).toEqual([0, 0]);
      expect(turns.waiting()).toEqual({ interactive: 0, webhook: 0, backfill: 0 });
    }),
    { numRuns: 10 },
  ));

import { expect, test } from 'vitest';
import { ManualClock } from './manual-clock.ts';

test('sleepers wake in order, each at its time, and not before', async () => {
  const clock = new ManualClock(0);
  const woken: [string, number][] = [];
  const sleeper = async (name: string, ...naps: number[]) => {
    for (const nap of naps) {
      await clock.sleep(nap);
      woken.push([name, clock.now()]);
    }
  };
  const all = Promise.all([sleeper('a', 30, 30), sleeper('b', 20, 5)]);
  await clock.advance(19);
  expect(woken).toEqual([]);
  await clock.advance(100);
  await all;
  expect(woken).toEqual([
    ['b', 20],
    ['b', 25],
    ['a', 30],
    ['a', 60],
  ]);
  expect(clock.now()).toBe(119);
});

test('an abort ends a sleep with its reason and leaves nobody behind', async () => {
  const clock = new ManualClock();
  const controller = new AbortController();
  const sleep = clock.sleep(1000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(sleep).rejects.toThrow('enough');
  await expect(clock.sleep(1, controller.signal)).rejects.toThrow('enough');
  expect(clock.sleeping).toBe(0);
});

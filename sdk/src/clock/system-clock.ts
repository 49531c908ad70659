import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (durationMs, signal) => {
    signal?.throwIfAborted();
    await delay(durationMs, undefined, signal ? { signal } : {});
  },
};

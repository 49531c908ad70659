import type { SiteClient } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { PassingClock } from '../testing/open-sandbox-site.ts';
import { remembered } from './site-memory.ts';

function aSite() {
  const http: SiteClient = { request: () => Promise.reject(new Error('not used')) };
  return { http, clock: new PassingClock() };
}

test('those who ask at once wait for one answer, and it lasts as long as it should', async () => {
  const site = aSite();
  let loads = 0;
  const ask = () => remembered(site, 'key', 1000, async () => ++loads);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  site.clock.pass(999);
  expect(await ask()).toBe(1);
  site.clock.pass(1);
  expect(await ask()).toBe(2);
});

test('a failure is the first asker’s alone', async () => {
  const site = aSite();
  let loads = 0;
  const ask = () =>
    remembered(site, 'key', 1000, async () => {
      loads += 1;
      if (loads === 1) throw new Error('impatient');
      return 'answer';
    });
  const answers = await Promise.allSettled([ask(), ask(), ask()]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(loads).toBe(2);
});

test('sites remember apart, and not without end', async () => {
  const first = aSite();
  const second = aSite();
  expect(await remembered(first, 'key', 1000, async () => 'first')).toBe('first');
  expect(await remembered(second, 'key', 1000, async () => 'second')).toBe('second');
  for (let index = 0; index < 2_000; index += 1) {
    await remembered(first, `other ${index}`, 1000, async () => index);
  }
  expect(await remembered(first, 'key', 1000, async () => 'asked again')).toBe('asked again');
});

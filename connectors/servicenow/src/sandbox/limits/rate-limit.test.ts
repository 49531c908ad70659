import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { jumpingClock, sandboxClient } from '../testing/sandbox-client.ts';
import { RateLimit } from './rate-limit.ts';

const halfPastNine = Date.parse('2026-03-01T09:30:00Z');

test('a client can overshoot until the count is committed, then waits for the next hour', () => {
  const limit = new RateLimit({ requestsPerHour: 3, commitEveryMs: 30_000 }, 'rule');
  const ask = (seconds: number) => limit.count('signalbox', halfPastNine + seconds * 1000);
  for (let request = 0; request < 5; request += 1) expect(ask(1).isExceeded).toBe(false);
  const refused = ask(30);
  expect(refused).toMatchObject({ isExceeded: true, retryAfterSeconds: 1_770 });
  expect(refused.headers).toEqual({
    'X-RateLimit-Limit': '3',
    'X-RateLimit-Reset': String(Date.parse('2026-03-01T10:00:00Z') / 1000),
    'X-RateLimit-Rule': 'rule',
  });
  expect(ask(1_800).isExceeded).toBe(false);
});

test('each user has an hour of their own', () => {
  const limit = new RateLimit({ requestsPerHour: 1, commitEveryMs: 1 }, 'rule');
  expect(limit.count('a', halfPastNine).isExceeded).toBe(false);
  expect(limit.count('a', halfPastNine + 1).isExceeded).toBe(true);
  expect(limit.count('b', halfPastNine + 1).isExceeded).toBe(false);
});

test('without a rule nothing is said of limits; with one every answer tells of it', async () => {
  const free = sandboxClient(createServiceNowSandbox({ seed: 2 }));
  expect((await free('GET', '/api/now/table/incident')).headers.has('x-ratelimit-limit')).toBe(false);
  const clock = jumpingClock();
  const rateLimit = { requestsPerHour: 2, commitEveryMs: 1 };
  const limited = sandboxClient(createServiceNowSandbox({ seed: 2, clock, rateLimit }));
  expect((await limited('GET', '/api/now/table/incident')).headers.get('x-ratelimit-limit')).toBe('2');
  expect((await limited('GET', '/api/now/table/incident/none')).headers.get('x-ratelimit-limit')).toBe('2');
  clock.advance(1_000);
  const refused = await limited('GET', '/api/now/table/incident');
  expect(refused).toMatchObject({
    status: 429,
    body: {
      error: {
        message: 'Rate limit exceeded',
        detail: 'Rate limit of 2 requests per hour for Table API exceeded',
      },
      status: 'failure',
    },
  });
  expect(refused.headers.get('retry-after')).toBe('1799');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLimitNews, readRetryAfter } from './limit-news.ts';

const now = Date.UTC(2026, 2, 2, 12, 0, 0);

describe('Retry-After', () => {
  test('is read as seconds and as an HTTP date, and both mean the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
        const date = new Date(now + seconds * 1000).toUTCString();
        expect(readRetryAfter(String(seconds), now)).toBe(seconds * 1000);
        expect(readRetryAfter(date, now)).toBe(seconds * 1000);
      }),
    );
  });

  test('never gives a negative wait, one over a day, or a number for nonsense', () => {
    expect(readRetryAfter('Thu, 01 Jan 1970 00:00:00 GMT', now)).toBe(0);
    expect(readRetryAfter('999999999', now)).toBe(86_400_000);
    expect(readRetryAfter('-5', now)).toBeNull();
    expect(readRetryAfter('soon', now)).toBeNull();
    expect(readRetryAfter(undefined, now)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const wait = readRetryAfter(text, now);
        expect(wait === null || (wait >= 0 && wait <= 86_400_000)).toBe(true);
      }),
    );
  });
});

describe('what a refusal holds back', () => {
  const reasonOf = (reason: string) =>
    readLimitNews(429, { 'ratelimit-reason': reason, 'retry-after': '3' }, now);

  test.each(['jira-quota-global-based', 'jira-quota-tenant-based'])('%s: the whole client', (reason) => {
    expect(reasonOf(reason)).toMatchObject({ holds: 'client', reason, retryAfterMs: 3000 });
  });
  test('jira-burst-based: the pace', () => expect(reasonOf('jira-burst-based').holds).toBe('pace'));
  test('jira-per-issue-on-write: one ticket', () =>
    expect(reasonOf('jira-per-issue-on-write').holds).toBe('ticket'));
  test('an unknown reason, or none: the whole client, to be safe', () => {
    expect(reasonOf('something-new').holds).toBe('client');
    expect(readLimitNews(429, {}, now)).toMatchObject({ holds: 'client', retryAfterMs: null });
  });
  test('503 with a hint: the whole client; without one: nobody, that is an outage', () => {
    expect(readLimitNews(503, { 'retry-after': '7' }, now)).toMatchObject({
      holds: 'client',
      retryAfterMs: 7000,
    });
    expect(readLimitNews(503, {}, now).holds).toBeNull();
  });
  test('an answer holds nobody back, whatever headers it carries', () => {
    expect(readLimitNews(200, { 'retry-after': '7' }, now)).toMatchObject({
      holds: null,
      retryAfterMs: null,
    });
  });
});

describe('a quota', () => {
  const resetsAt = now + 1_800_000;
  test.each([
    ['ISO 8601, as Jira writes it', new Date(resetsAt).toISOString()],
    ['ISO 8601 to the minute', '2026-03-02T12:30Z'],
    ['UNIX seconds, as ServiceNow writes it', String(resetsAt / 1000)],
    ['UNIX milliseconds', String(resetsAt)],
    ['seconds from now', '1800'],
  ])('has a reset time in %s', (_, reset) => {
    const headers = { 'x-ratelimit-limit': '500', 'x-ratelimit-remaining': '20', 'x-ratelimit-reset': reset };
    expect(readLimitNews(200, headers, now).quota).toEqual({
      limit: 500,
      remaining: 20,
      resetsAt,
      windowMs: null,
    });
  });

  test('that is spent gives the wait when Retry-After is missing', () => {
    const headers = {
      'x-ratelimit-limit': '500',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(now + 9000).toISOString(),
    };
    expect(readLimitNews(429, headers, now).retryAfterMs).toBe(9000);
  });

  test('of a burst or of one ticket is not the quota of the client', () => {
    const headers = {
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(now + 1000).toISOString(),
      'retry-after': '1',
    };
    const burst = { ...headers, 'ratelimit-reason': 'jira-burst-based' };
    expect(readLimitNews(429, burst, now)).toMatchObject({ holds: 'pace', quota: null, burstLimit: 100 });
    const ticket = { ...headers, 'ratelimit-reason': 'jira-per-issue-on-write' };
    expect(readLimitNews(429, ticket, now)).toMatchObject({ holds: 'ticket', quota: null, burstLimit: null });
    const quota = { ...headers, 'ratelimit-reason': 'jira-quota-tenant-based' };
    expect(readLimitNews(429, quota, now)).toMatchObject({ holds: 'client', quota: { limit: 100 } });
  });

  test.each(['', 'beta-'])('in the form of the standard to come, with "%s" before it', (prefix) => {
    const headers = {
      [`${prefix}ratelimit-policy`]: '"burst";q=350;w=1, "tenant-app-quota";q=100100;w=3600',
      [`${prefix}ratelimit`]: '"tenant-app-quota";r=17842;t=2107',
      // The bucket of the burst, which Jira sends beside it.
      'x-ratelimit-limit': '350',
      'x-ratelimit-remaining': '349',
    };
    expect(readLimitNews(200, headers, now).quota).toEqual({
      limit: 100_100,
      remaining: 17_842,
      resetsAt: now + 2_107_000,
      windowMs: 3_600_000,
    });
  });

  test('in a form that nobody understands is none', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (policy, state) => {
        const { quota } = readLimitNews(200, { 'ratelimit-policy': policy, ratelimit: state }, now);
        expect(quota === null || (quota.limit > 0 && (quota.windowMs ?? 0) > 0)).toBe(true);
      }),
    );
  });

  test('without a readable limit is none; a warning stands by itself', () => {
    expect(
      readLimitNews(200, { 'x-ratelimit-limit': 'many', 'x-ratelimit-nearlimit': 'true' }, now),
    ).toMatchObject({ quota: null, isNearLimit: true });
  });
});

describe("times by the vendor's clock", () => {
  const anHourAhead = { date: new Date(now + 3_600_000).toUTCString() };

  test('are turned into ours where its Date shows another time', () => {
    const retryAfter = new Date(now + 3_630_000).toUTCString();
    expect(readLimitNews(429, { ...anHourAhead, 'retry-after': retryAfter }, now).retryAfterMs).toBe(30_000);
    const reset = String((now + 3_660_000) / 1000);
    const quota = { 'x-ratelimit-limit': '9', 'x-ratelimit-reset': reset };
    expect(readLimitNews(200, { ...anHourAhead, ...quota }, now).quota?.resetsAt).toBe(now + 60_000);
  });

  test('are taken as they are where both clocks agree but for the way, or it shows none', () => {
    const retryAfter = new Date(now + 30_000).toUTCString();
    for (const date of [new Date(now - 1000).toUTCString(), 'soon']) {
      expect(readLimitNews(429, { date, 'retry-after': retryAfter }, now).retryAfterMs).toBe(30_000);
    }
  });
});

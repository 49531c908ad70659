import { expect, test } from 'vitest';
import { asRateLimited } from './as-rate-limited.ts';

const answer = (status: number, headers: Readonly<Record<string, string>>) => ({
  status,
  headers,
  body: '{}',
});

test.each([
  ['Retry-After', answer(403, { 'retry-after': '60' })],
  ['nothing remaining', answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1770000000' })],
])('a 403 with %s is a limit, and keeps what it says', (_, response) => {
  expect(asRateLimited(response)).toEqual({ ...response, status: 429 });
});

test('a 403 without either is a refusal; other answers stay as they are', () => {
  for (const response of [
    answer(403, {}),
    answer(403, { 'x-ratelimit-remaining': '12' }),
    answer(429, { 'retry-after': '60' }),
    answer(200, { 'x-ratelimit-remaining': '0' }),
  ]) {
    expect(asRateLimited(response)).toBe(response);
  }
});

import { SignalboxError } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { isStuck } from './is-stuck.ts';

const attempts = Array.from({ length: 500 }, (_, attempt) => attempt);

test.each([
  ['whose answer nobody understands', new SignalboxError('vendor-contract', 'An unknown shape.')],
  ['that a mistake of our own stops at', new URIError('URI malformed')],
])('a ticket %s is told of once, after some tries', (_, error) => {
  const told = attempts.filter((attempt) => isStuck(error, attempt));
  expect(told).toHaveLength(1);
  expect(told[0]).toBeGreaterThan(1);
});

test.each([
  ['an outage', new SignalboxError('network', 'Away.', { isRetryable: true })],
  ['a stop', new SignalboxError('aborted', 'Stopping.')],
  ['a database that is away', new Error('Connection terminated unexpectedly')],
])('%s mends itself, and is not told of', (_, error) => {
  expect(attempts.some((attempt) => isStuck(error, attempt))).toBe(false);
});

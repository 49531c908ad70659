import { expect, test } from 'vitest';
import { ticketWord } from './ticket-word.ts';

const write = (status: string) => ({ kind: 'apply', status });

test('a ticket reads as applied only once its write has arrived', () => {
  expect(ticketWord('apply', [write('applied')])).toBe('Applied');
  expect(ticketWord('apply', [write('already-applied')])).toBe('Applied');
  expect(ticketWord('apply', [write('pending')])).toBe('To be applied');
  expect(ticketWord('apply', [write('held')])).toBe('To be applied');
  for (const status of ['conflict', 'rejected', 'unknown'])
    expect(ticketWord('apply', [write(status)])).toBe('Not applied');
});

test('other ways read the same whatever is written for them', () => {
  expect(ticketWord('escalate', [{ kind: 'human-queue', status: 'pending' }])).toBe('Escalated');
  expect(ticketWord('suggest', [])).toBe('Suggested');
});

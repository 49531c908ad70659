import { expect, test } from 'vitest';
import { ticketAspect } from './ticket-aspect.ts';

const write = (status: string) => ({ kind: 'apply', status });

test('a ticket reads as applied only once its write has arrived', () => {
  const applied = { route: 'apply', word: 'Applied' };
  expect(ticketAspect('apply', [write('applied')])).toEqual(applied);
  expect(ticketAspect('apply', [write('already-applied')])).toEqual(applied);
  const toCome = { route: 'apply', word: 'To be applied' };
  expect(ticketAspect('apply', [write('pending')])).toEqual(toCome);
  expect(ticketAspect('apply', [write('held')])).toEqual(toCome);
  for (const status of ['conflict', 'rejected', 'unknown'])
    expect(ticketAspect('apply', [write(status)])).toEqual({ route: 'none', word: 'Not applied' });
});

test('other ways read the same whatever is written for them', () => {
  expect(ticketAspect('escalate', [{ kind: 'human-queue', status: 'pending' }]).word).toBe('Escalated');
  expect(ticketAspect('suggest', []).word).toBe('Suggested');
});

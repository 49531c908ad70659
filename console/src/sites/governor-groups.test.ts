import { expect, test } from 'vitest';
import type { Governor } from '../api/index.ts';
import { describePause, governorGroups } from './governor-groups.ts';

const governor: Governor = {
  waiting: { interactive: 0, webhook: 3, backfill: 1_204, someday: 1 },
  running: 2,
  requestsPerSecond: 4.357_142,
  throttle: 1,
  pausedUntil: null,
  pauseReason: null,
  heldTickets: 0,
  quota: null,
  learned: [],
  shared: null,
  circuits: { connection: 'closed' },
  totals: { requests: 5_120, repeats: 14, rateLimited: 3, failures: 2 },
};
const lines = (changes: Partial<Governor>) =>
  new Map(
    governorGroups({ ...governor, ...changes }).flatMap((group) =>
      group.lines.map(({ name, value }) => [name, value] as const),
    ),
  );

test('numbers are rounded and grouped for people, lanes have their words', () => {
  const shown = lines({});
  expect(shown.get('Allowed now')).toBe('4.4 requests per second');
  expect(shown.get('After refusals')).toBe('full pace');
  expect(shown.get('For readings')).toBe('1,204');
  expect(shown.get('someday')).toBe('1');
  expect(shown.has('Tickets held back')).toBe(false);
  expect(lines({ throttle: 0.5, heldTickets: 2 }).get('After refusals')).toBe('slowed to 50%');
  expect(lines({ heldTickets: 2 }).get('Tickets held back')).toBe('2');
});

test('a quota says what is granted of it and what is left; none says so', () => {
  const quota = {
    limit: 65_000,
    remaining: null,
    resetsAt: 'soon',
    granted: 16_250,
    used: 9,
    isNearLimit: true,
  };
  const shown = lines({ quota });
  expect(shown.get('Granted to Signalbox')).toBe('16,250 of 65,000');
  expect(shown.get('Left for everyone')).toBe('not said');
  expect(shown.get('The vendor warns')).toBe('nearly used up');
  expect(lines({}).has('The vendor has named none.')).toBe(true);
});

test('what was learned, and who shares, is said where there is something to say', () => {
  expect([...lines({}).keys()]).not.toContain('Shared by');
  expect(lines({ shared: { isReachable: true, processes: 1 } }).has('Shared by')).toBe(false);
  expect(lines({ shared: { isReachable: true, processes: 3 } }).get('Shared by')).toBe('3 processes');
  expect(lines({ shared: { isReachable: false, processes: 1 } }).get('Shared by')).toBe(
    '1 process, out of reach: each keeps to its part',
  );
  const learned = [
    { kind: null, limit: 1_000.4, windowMs: 60_000 },
    { kind: 'search', limit: 5, windowMs: 1_000 },
  ];
  expect(lines({ learned }).get('All requests')).toBe('1,000 in 60 s');
  expect(lines({ learned }).get('Searching')).toBe('5 in 1 s');
});

test('a pause says until when and why; a reason that has no words is shown as it came', () => {
  expect(describePause(governor)).toBeNull();
  const pausedUntil = 'then';
  expect(describePause({ ...governor, pausedUntil, pauseReason: '429' })).toBe(
    'Nothing is sent until then: the vendor refused because of too many requests.',
  );
  expect(describePause({ ...governor, pausedUntil, pauseReason: 'odd' })).toBe(
    'Nothing is sent until then: odd.',
  );
  expect(describePause({ ...governor, pausedUntil })).toBe('Nothing is sent until then.');
});

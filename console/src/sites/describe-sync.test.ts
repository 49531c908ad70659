import { expect, test } from 'vitest';
import type { Certificate, Sync } from '../api/index.ts';
import { describeSync } from './describe-sync.ts';

const certificate: Certificate = {
  complete: true,
  countedByVendor: 3,
  received: 3,
  blankByAccessRules: 0,
  skipped: [],
  unaccounted: 0,
  failure: null,
};
const sync = (changes: Partial<Sync>): Sync => ({
  id: '1',
  origin: 'request',
  requestedBy: 'ada',
  requestedAt: '2026-03-02T09:00:00Z',
  state: 'complete',
  from: '2026-03-01T09:00:00Z',
  startedAt: '2026-03-02T09:00:00Z',
  finishedAt: '2026-03-02T09:00:05Z',
  countedByVendor: 3,
  received: 3,
  marked: 1,
  certificate,
  ...changes,
});

test('a complete reading says what that rests on', () => {
  expect(describeSync(sync({}))).toMatchObject({ aspect: 'apply', word: 'Complete' });
  expect(describeSync(sync({})).details.join(' ')).toMatch(
    /counts was handed over.*3 tickets received, 1 of them new/,
  );
  const uncounted = sync({ certificate: { ...certificate, countedByVendor: null } });
  expect(describeSync(uncounted).details[0]).toContain('gives no count');
  expect(describeSync(sync({ received: 0, marked: 0 })).details).toContain('Nothing had changed.');
});

test('an incomplete one names everything that is missing', () => {
  const partial = {
    ...certificate,
    complete: false,
    blankByAccessRules: 1,
    skipped: [{ reason: 'no key' }, { reason: 'no key' }],
    unaccounted: 4,
    failure: { message: 'the vendor did not answer.' },
  };
  const { aspect, details } = describeSync(sync({ state: 'failed', certificate: partial }));
  expect(aspect).toBe('escalate');
  expect(details.slice(0, 4)).toEqual([
    'It stopped: the vendor did not answer.',
    '1 ticket is hidden from the integration account.',
    '2 tickets could not be used: no key',
    '4 tickets were counted and never handed over.',
  ]);
});

test('one that runs says how far it is, with and without a count; one that waits says so', () => {
  const running = { state: 'running', certificate: null } as const;
  expect(describeSync(sync(running)).details[0]).toBe('3 of 3 tickets received so far.');
  expect(describeSync(sync({ ...running, countedByVendor: null })).details[0]).toBe(
    '3 tickets received so far.',
  );
  expect(describeSync(sync({ ...running, startedAt: null })).word).toBe('Waiting to begin');
});

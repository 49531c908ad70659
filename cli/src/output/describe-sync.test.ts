import { expect, test } from 'vitest';
import { describeCertificate, describeProgress, type ShownSync } from './describe-sync.ts';

const certificate = {
  site: 'support',
  from: '2026-01-01T00:00:00.000Z',
  to: null,
  startedAt: '2026-01-02T00:00:00.000Z',
  finishedAt: '2026-01-02T00:01:00.000Z',
  countedByVendor: 12,
  received: 12,
  blankByAccessRules: 0,
  skipped: [],
  unaccounted: 0,
  repeated: 0,
  complete: true,
  checkpoint: null,
  failure: null,
};
const sync: ShownSync = {
  state: 'running',
  startedAt: '2026-01-02T00:00:00.000Z',
  pages: 2,
  received: 7,
  marked: 3,
  countedByVendor: 12,
  certificate: null,
};

test('progress says how much of what the vendor counted has come', () => {
  expect(describeProgress('support', sync)).toBe(
    'support: 7 of 12 received on 2 pages, 3 of them new to Signalbox',
  );
  expect(describeProgress('support', { ...sync, startedAt: null })).toContain('waiting');
});

test('a complete certificate says so, with what it rests on', () => {
  const words = describeCertificate(sync, certificate);
  expect(words).toMatch(/counted by the vendor +12/);
  expect(words).toMatch(/received +12, of which 3 were new/);
  expect(words).toContain('\ncomplete: ');
});

test('an incomplete one names everything that is missing, and why', () => {
  const words = describeCertificate(sync, {
    ...certificate,
    countedByVendor: null,
    received: 5,
    blankByAccessRules: 2,
    skipped: [
      { id: '7', reason: 'unreadable: fields.updated' },
      { id: '8', reason: 'unreadable: fields.updated' },
    ],
    unaccounted: 3,
    complete: false,
    failure: { code: 'vendor-unavailable', message: 'The site support failed to answer.' },
  });
  expect(words).toContain('it does not say');
  expect(words).toContain('2 × unreadable: fields.updated');
  expect(words).toContain(
    'not complete: it stopped: The site support failed to answer.; 2 tickets hidden from the integration account; 2 tickets could not be used; 3 tickets counted and never handed over',
  );
});

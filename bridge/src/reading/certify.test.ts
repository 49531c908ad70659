import { completenessCertificateSchema, hiddenByAccessRules } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certify, type SyncFacts } from './certify.ts';

const whole: SyncFacts = {
  site: 'support',
  from: '2026-01-01T00:00:00.000Z',
  to: null,
  startedAt: '2026-01-02T00:00:00.000Z',
  finishedAt: '2026-01-02T00:01:00.000Z',
  counts: [3, 4],
  received: 3,
  skipped: [],
  repeated: 0,
  checkpoint: 'c',
  failure: null,
};

test('what came before and after an interruption is held to the smaller of the vendor’s counts', () => {
  expect(certify(whole)).toMatchObject({ countedByVendor: 3, unaccounted: 0, complete: true });
  expect(certify({ ...whole, received: 1 })).toMatchObject({ unaccounted: 2, complete: false });
});

test('a vendor that cannot count is not taken to have counted nothing', () => {
  expect(certify({ ...whole, counts: [3, null] })).toMatchObject({ countedByVendor: null, complete: true });
  expect(certify({ ...whole, counts: [] })).toMatchObject({ countedByVendor: null, complete: true });
});

test('complete means that nothing failed, and nothing is hidden, skipped or missing', () => {
  const failure = fc.constantFrom(null, { code: 'timeout', message: 'The site took too long.' });
  const skipped = fc.array(
    fc.record({ id: fc.option(fc.string()), reason: fc.constantFrom(hiddenByAccessRules, 'has no key') }),
  );
  fc.assert(
    fc.property(failure, skipped, fc.nat(9), fc.option(fc.nat(9)), (failed, rows, received, count) => {
      const certificate = certify({
        ...whole,
        failure: failed,
        skipped: rows,
        received,
        counts: [count, count],
      });
      expect(completenessCertificateSchema.parse(certificate)).toEqual(certificate);
      expect(certificate.blankByAccessRules + certificate.skipped.length).toBe(rows.length);
      expect(certificate.complete).toBe(failed === null && rows.length === 0 && received >= (count ?? 0));
    }),
  );
});

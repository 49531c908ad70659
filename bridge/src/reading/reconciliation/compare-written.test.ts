import type { FieldHistoryEntry, Ticket } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differencesKept, emptyReconciliation } from '../report/index.ts';
import { addWritten, fateOf } from './compare-written.ts';

const high = { value: '2', label: 'High' };
const low = { value: '4', label: 'Low' };
const ticket = (priority: typeof high | null) =>
  ({ id: '1', key: 'A-1', priority, labels: [], custom: {} }) as unknown as Ticket;
const written = { path: 'priority', value: high, at: '2026-01-01T00:00:00.000Z' } as const;
const entry = (isOwn: boolean, path: FieldHistoryEntry['path'] = 'priority'): FieldHistoryEntry => ({
  path,
  at: '2026-01-01T00:00:00.000Z',
  actor: null,
  from: null,
  to: null,
  isOwn,
});
const unasked = () => Promise.reject(new Error('history was asked for'));

test('a value that is still there is kept, and no history is asked for', async () => {
  expect(await fateOf(ticket(high), written, unasked)).toBe('kept');
});

test('another value is a person’s when a person set the field after us, and lost when nobody did', async () => {
  const history = (...entries: FieldHistoryEntry[]) => fateOf(ticket(low), written, async () => entries);
  expect(await history(entry(true), entry(false))).toBe('replaced');
  expect(await history(entry(false), entry(true))).toBe('lost');
  expect(await history(entry(true), entry(false, 'labels'))).toBe('lost');
  expect(await history()).toBe('lost');
  expect(await fateOf(ticket(null), written, async () => null)).toBe('unexplained');
});

test('every written value is counted once; only lost and unexplained ones have to be mended', () => {
  const fates = fc.array(fc.constantFrom('kept', 'replaced', 'lost', 'unexplained'), { maxLength: 30 });
  fc.assert(
    fc.property(fates, (all) => {
      const report = all.reduce(
        (next, fate) => addWritten(next, ticket(low), written, fate),
        emptyReconciliation,
      );
      const [row] = report.written;
      expect(row?.written ?? 0).toBe(all.length);
      expect((row?.kept ?? 0) + report.differences.length).toBe(all.length);
      expect(report.isEqual).toBe(all.every((fate) => fate === 'kept' || fate === 'replaced'));
    }),
  );
});

test('differences beyond the first are counted and not listed', () => {
  let report = emptyReconciliation;
  for (let count = 0; count <= differencesKept; count += 1)
    report = addWritten(report, ticket(low), written, 'lost');
  expect(report.differences).toHaveLength(differencesKept);
  expect(report.byKind.lost).toBe(differencesKept + 1);
});

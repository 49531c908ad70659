import type { JournalEntry } from '@signalbox/sdk/sandbox';
import { expect, test } from 'vitest';
import { countWrittenTwice, createReport, type Evidence, quantile } from './report.ts';

function entry(changes: Partial<JournalEntry>): JournalEntry {
  return {
    at: '2026-01-01T00:00:00.000Z',
    ticketId: '1',
    kind: 'edit',
    actor: 'signalbox',
    fields: ['category'],
    actionId: 'sb-1',
    isPublic: false,
    ...changes,
  };
}
const sent = (ticketId: string, label: string) => ({
  id: ticketId,
  summary: '',
  description: '',
  label,
  vendor: 'jira',
  ticketId,
  ticketKey: ticketId,
});
const decided = (ticketId: string, route: string, label: string, status = 'applied') => ({
  ticketId,
  vendor: 'jira',
  route,
  label,
  latencyMs: 10,
  actions: route === 'apply' ? [{ kind: 'apply', status }] : [],
});
const evidence: Evidence = {
  sent: [sent('1', 'Access'), sent('2', 'Access'), sent('3', 'Storage')],
  deliveries: [
    { vendor: 'jira', status: 202, isDuplicate: false },
    { vendor: 'jira', status: 202, isDuplicate: true },
    { vendor: 'jira', status: 401, isDuplicate: false },
  ],
  outcomes: [
    decided('1', 'apply', 'Access'),
    decided('2', 'suggest', 'Storage'),
    decided('3', 'apply', 'Storage', 'unknown'),
  ],
  sandboxes: { jira: { journal: [entry({}), entry({ kind: 'create', actionId: null, actor: 'customer' })] } },
  marked: { jira: new Set() },
  readable: { jira: new Set(['2']) },
  seconds: 1.234,
};

test('a ticket is lost when it has neither our write, nor a readable suggestion, nor the mark for people', () => {
  expect(createReport(evidence).lost).toBe(1);
  expect(createReport({ ...evidence, marked: { jira: new Set(['3']) } }).lost).toBe(0);
});

test('an effect is written twice when an action had it twice, comments and changes counted apart', () => {
  expect(countWrittenTwice([entry({}), entry({ kind: 'comment' })])).toBe(0);
  expect(countWrittenTwice([entry({}), entry({})])).toBe(1);
  expect(countWrittenTwice([entry({ kind: 'comment' }), entry({ kind: 'comment' }), entry({})])).toBe(1);
});

test('a write that did not end as applied counts as left to people, and deliveries as they were answered', () => {
  expect(createReport(evidence)).toMatchObject({
    tickets: 3,
    delivered: 3,
    accepted: 1,
    duplicates: 1,
    rejectedSignatures: 1,
    decided: 3,
    applied: 1,
    suggested: 1,
    escalated: 1,
    publicComments: 0,
    accuracy: 0.6667,
    seconds: 1.2,
    byVendor: { jira: { tickets: 3 } },
  });
});

test('a comment of ours that a customer can see is counted', () => {
  const journal = [
    entry({ kind: 'comment', isPublic: true }),
    entry({ kind: 'comment', isPublic: true, actionId: null }),
  ];
  expect(createReport({ ...evidence, sandboxes: { jira: { journal } } }).publicComments).toBe(1);
});

test('a quantile is a value that was measured', () => {
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([], 0.5)).toBe(0);
});

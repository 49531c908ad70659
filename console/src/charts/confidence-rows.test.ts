import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionItem } from '../api/index.ts';
import { confidenceRows } from './confidence-rows.ts';

const decided = (fields: readonly (readonly [DecisionItem['route'], number | null])[]): DecisionItem => ({
  receiptId: 'r',
  site: 'support',
  ticketId: '1',
  ticketKey: 'IT-1',
  url: null,
  route: 'suggest',
  reason: 'suggest-only',
  fields: fields.map(([route, probability]) => ({
    field: 'category',
    label: 'Access',
    probability,
    route,
    reason: '',
  })),
  modelId: null,
  decidedAt: '2026-03-01T10:00:00Z',
  latencyMs: null,
  actions: [],
});

describe('confidenceRows', () => {
  it('counts the predictions of each way, the surest in the last bin', () => {
    const items = [
      decided([
        ['apply', 1],
        ['suggest', 0.55],
      ]),
      decided([
        ['apply', 0.9],
        ['none', null],
      ]),
    ];
    expect(confidenceRows(items, 4)).toEqual([
      { route: 'apply', count: 2, median: 0.95, bins: [0, 0, 0, 2] },
      { route: 'suggest', count: 1, median: 0.55, bins: [0, 0, 1, 0] },
    ]);
  });

  it('puts every prediction into exactly one bin', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (probabilities) => {
        const rows = confidenceRows([decided(probabilities.map((value) => ['suggest', value] as const))], 20);
        const total = rows.flatMap((row) => row.bins).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(probabilities.length);
      }),
    );
  });
});

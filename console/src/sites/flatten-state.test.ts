import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenState } from './flatten-state.ts';

describe('flattenState', () => {
  it('reads lanes, circuits and quotas however they are nested', () => {
    expect(
      flattenState({
        lanes: { webhook: { queued: 3 } },
        circuits: [{ name: 'write', state: 'open' }],
        remainingQuota: 120,
        resetsAt: null,
      }),
    ).toEqual([
      { name: 'lanes › webhook › queued', value: 3 },
      { name: 'circuits › write › name', value: 'write' },
      { name: 'circuits › write › state', value: 'open' },
      { name: 'remaining quota', value: 120 },
      { name: 'resets at', value: null },
    ]);
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(flattenState(value).every((line) => line.name !== '' || value !== null)).toBe(true);
      }),
    );
  });
});

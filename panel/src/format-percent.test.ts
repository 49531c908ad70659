import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercent } from './format-percent.ts';

describe('formatPercent', () => {
  it('shows whole percents, and a tenth near the ends', () => {
    expect([0.5, 0.923, 0.99, 0.004].map((value) => formatPercent(value, 'en'))).toEqual([
      '50%',
      '92%',
      '99.0%',
      '0.4%',
    ]);
  });

  it('follows the reader’s locale', () => {
    expect(formatPercent(0.991, 'de')).toBe('99,1\u00a0%');
  });

  it('never claims certainty', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        expect(['0%', '0.0%', '100%', '100.0%']).not.toContain(formatPercent(probability, 'en'));
      }),
    );
  });
});

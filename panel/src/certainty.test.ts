import { describe, expect, it } from 'vitest';
import { describeCertainty } from './certainty.ts';

describe('describeCertainty', () => {
  it('says more as the probability rises, and never skips the lowest band', () => {
    expect([0, 0.15, 0.4, 0.65, 0.85, 0.97, 1].map(describeCertainty)).toEqual([
      'very unlikely',
      'unlikely',
      'could go either way',
      'likely',
      'very likely',
      'almost certain',
      'almost certain',
    ]);
  });

  it('goes by the percentage that is shown beside it', () => {
    expect(describeCertainty(0.396)).toBe(describeCertainty(0.4));
    expect(describeCertainty(0.394)).toBe('unlikely');
  });

  it('does not call a missing prediction unlikely', () => {
    expect(describeCertainty(null)).toBe('no prediction');
  });
});

import { describe, expect, it } from 'vitest';
import { groupEvidence } from './group-evidence.ts';

const at = (text: string, start: number, contribution: number) => ({
  text,
  start,
  end: start + text.length,
  contribution,
});

describe('groupEvidence', () => {
  it('takes the places of one word together and puts the strongest word first', () => {
    expect(groupEvidence([at('printer', 0, 1), at('Toner', 10, -1.5), at('toner', 20, -0.5)])).toEqual([
      { text: 'Toner', contribution: -2, count: 2, strength: 1 },
      { text: 'printer', contribution: 1, count: 1, strength: 0.5 },
    ]);
  });

  it('survives evidence without any weight', () => {
    expect(groupEvidence([at('the', 0, 0)])).toEqual([
      { text: 'the', contribution: 0, count: 1, strength: 0 },
    ]);
    expect(groupEvidence([])).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textSegments } from './text-segments.ts';

const place = fc.record({
  text: fc.string(),
  start: fc.nat(60),
  end: fc.integer({ min: 1, max: 60 }),
  contribution: fc.double({ min: -5, max: 5, noNaN: true }),
});

describe('textSegments', () => {
  it('marks the places of the words and keeps the rest', () => {
    const evidence = [{ text: 'printer', start: 4, end: 11, contribution: 1.2 }];
    expect(textSegments('the printer jams', evidence)).toEqual([
      { text: 'the ', start: 0, evidence: null },
      { text: 'printer', start: 4, evidence: evidence[0] },
      { text: ' jams', start: 11, evidence: null },
    ]);
  });

  it('gives an overlap to the stronger word', () => {
    const weak = { text: 'outlook mail', start: 0, end: 12, contribution: 0.2 };
    const strong = { text: 'mail', start: 8, end: 12, contribution: -0.9 };
    expect(textSegments('outlook mail', [weak, strong]).map((segment) => segment.evidence)).toEqual([
      null,
      strong,
    ]);
  });

  it('never loses or repeats a character, whatever the places are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(place), (text, evidence) => {
        const segments = textSegments(text, evidence);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        expect(segments.every((segment) => segment.text.length > 0)).toBe(true);
      }),
    );
  });
});

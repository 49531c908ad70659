import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMasker } from './masker/index.ts';
import { originalSpan } from './masking.ts';
import { tokensOf } from './token.ts';

const masker = createMasker();
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'Dear Anna Schmidt,',
      'anna.schmidt@example.com',
      '4111 1111 1111 1111',
      '10.0.0.12',
      '[EMAIL_1]',
      '\n',
    ],
    ...[
      'password: Summer2024!',
      'user msmith',
      'My name is Jane Doe',
      '90 Whitchurch Road',
      '我叫王小明，',
      '😀',
    ],
    ...['laptop', 'is broken', 'Anna', 'a@b.org,c@d.org', 'Regards,\nJürgen'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
);
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(' '));

test('every pseudonym stands where it says, for the piece of the original that it says', () => {
  fc.assert(
    fc.property(text, (original) => {
      const masked = masker.mask(original);
      let [before, beforeMasked] = [0, 0];
      for (const span of masked.spans) {
        expect(masked.text.slice(span.masked.start, span.masked.end)).toMatch(
          new RegExp(`^\\[${span.type}_\\d+\\]$`),
        );
        expect(originalSpan(masked.spans, span.masked)).toEqual({ start: span.start, end: span.end });
        expect(masked.text.slice(beforeMasked, span.masked.start)).toBe(original.slice(before, span.start));
        [before, beforeMasked] = [span.end, span.masked.end];
      }
      expect(masked.text.slice(beforeMasked)).toBe(original.slice(before));
    }),
    { numRuns: 500 },
  );
});

test('a word of the masked text is the same word at its place in the original', () => {
  fc.assert(
    fc.property(text, (original) => {
      const masked = masker.mask(original);
      for (const { start, end } of tokensOf(masked.text)) {
        const place = originalSpan(masked.spans, { start, end });
        const isUntouched = masked.spans.every(
          (span) => end <= span.masked.start || start >= span.masked.end,
        );
        if (isUntouched) {
          expect(original.slice(place.start, place.end)).toBe(masked.text.slice(start, end));
        } else {
          expect(masked.spans.map((span) => [span.start, span.end])).toContainEqual([place.start, place.end]);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('a piece that touches pseudonyms takes in all that they replaced', () => {
  const original = 'from anna@b.org to ben@b.org now';
  const { spans, text: masked } = masker.mask(original);
  expect(masked).toBe('from [EMAIL_1] to [EMAIL_2] now');
  const place = originalSpan(spans, { start: 3, end: masked.indexOf('2]') });
  expect(original.slice(place.start, place.end)).toBe('m anna@b.org to ben@b.org');
});

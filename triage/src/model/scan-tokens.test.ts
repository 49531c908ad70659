import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashStarts, hashStep } from './hash.ts';
import { scanTokens, textLimits } from './scan-tokens.ts';

const pattern = /\[[A-Z][A-Z_]*_\d+\]|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*/gu;

function scanned(text: string) {
  const tokens: { start: number; end: number; key: number }[] = [];
  scanTokens(text, (start, end, key) => tokens.push({ start, end, key }));
  return tokens;
}

it('finds what the regular expression of the format finds, in any text', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary-ascii' }),
    fc.constantFrom(
      '[EMAIL_1]',
      '[CREDIT_CARD_12',
      '[A_]',
      'a\u0301',
      '\u0301a',
      '\ud83d',
      '\udc00',
      '𝒜',
      '𑀀',
      '१२',
      '_',
    ),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 10 }), (units) => {
      const text = units.join('');
      const expected = Array.from(
        text.matchAll(pattern),
        ({ index, 0: raw }) => raw && [index, index + raw.length],
      );
      expect(scanned(text).map(({ start, end }) => [start, end])).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

it('gives equal tokens equal keys: FNV-1a over their units', () => {
  const [first, second, pseudonym] = scanned('𝒜laptop 𝒜laptop [EMAIL_1]');
  expect(first?.key).toBe(second?.key);
  let key: number = hashStarts.word;
  for (const character of '[EMAIL_1]') key = hashStep(key, character.charCodeAt(0));
  expect(pseudonym?.key).toBe(key);
});

it('stops at the limits', () => {
  expect(scanned('a '.repeat(10_000))).toHaveLength(textLimits.tokens);
  expect(scanned('a'.repeat(textLimits.length + 10))).toMatchObject([{ start: 0, end: textLimits.length }]);
});

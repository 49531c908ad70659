import { expect, it } from 'vitest';
import { createWordCache } from './word-cache.ts';

it('makes a value once per word, and tells words of one hash apart', () => {
  const made: string[] = [];
  const cache = createWordCache((raw) => {
    made.push(raw);
    return raw;
  });
  const text = 'alpha beta alpha';
  const found = [
    cache.valueOf(text, 0, 5, 7),
    cache.valueOf(text, 6, 10, 7),
    cache.valueOf(text, 11, 16, 7),
    cache.valueOf(text, 6, 10, 7),
  ];
  expect(found).toEqual(['alpha', 'beta', 'alpha', 'beta']);
  expect(made).toEqual(['alpha', 'beta']);
});

it('gives the right value also when more words come than it keeps, and for words too long to keep', () => {
  const cache = createWordCache((raw) => raw);
  for (let number = 0; number < 45_000; number += 1) {
    const word = `w${number}`;
    expect(cache.valueOf(word, 0, word.length, Math.imul(number, 0x01000193))).toBe(word);
  }
  const long = 'x'.repeat(1_000);
  expect(cache.valueOf(long, 0, long.length, 1)).toBe(long);
});

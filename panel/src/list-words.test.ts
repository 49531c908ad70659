import { expect, test } from 'vitest';
import { listWords } from './list-words.ts';

const words = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

test('few are named, of many the first and how many there are besides', () => {
  expect(listWords(['A'], 'en-GB')).toBe('A');
  expect(listWords(['A', 'B'], 'en-GB')).toBe('A and B');
  expect(listWords(words.slice(0, 6), 'en-GB')).toBe('A, B, C, D, E and F');
  expect(listWords(words, 'en-GB')).toBe('A, B, C, D, E and 3 more');
});

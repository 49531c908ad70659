import { expect, test } from 'vitest';
import type { Rule } from '../schema/index.ts';
import { matchedRules } from './matched-rules.ts';

const rule = (name: string, when: Rule['when']): Rule => ({
  name,
  field: 'category',
  value: 'Hardware',
  when,
});
const rules = [
  rule('toner', { words: ['toner', 'paper jam'] }),
  rule('requests', { types: ['request'] }),
  rule('both', { words: ['принтер'], projects: ['SUP'] }),
];
const matched = (text: string, type: 'incident' | 'request' = 'incident', project: string | null = 'SUP') =>
  matchedRules({ rules }, { type, project }, text);

test('words are whole words in any case and script, and phrases', () => {
  expect(matched('The TONER is empty')).toEqual(['toner']);
  expect(matched('a Paper Jam again')).toEqual(['toner']);
  expect(matched('tonerless')).toEqual([]);
  expect(matched('Сломался Принтер.')).toEqual(['both']);
  expect(matched('принтеры')).toEqual([]);
});

test('all conditions of a rule must hold', () => {
  expect(matched('принтер', 'incident', 'OPS')).toEqual([]);
  expect(matched('принтер', 'incident', null)).toEqual([]);
  expect(matched('nothing', 'request')).toEqual(['requests']);
});

test('a word is no pattern', () => {
  const odd = [rule('odd', { words: ['c++', '.*'] })];
  expect(matchedRules({ rules: odd }, { type: 'incident', project: null }, 'written in c++ here')).toEqual([
    'odd',
  ]);
  expect(matchedRules({ rules: odd }, { type: 'incident', project: null }, 'anything')).toEqual([]);
});

import { expect, test } from 'vitest';
import { differences } from './shape.ts';

const example = { result: [{ number: 'INC1', caller_id: { link: 'https://…', value: '1' }, priority: '1' }] };

test('the same shape with other values shows no difference, references set or not', () => {
  const answer = { result: [{ number: '', caller_id: '', priority: '5' }] };
  expect(differences(answer, example)).toEqual({ missing: [], additional: [], mistyped: [] });
});

test('a missing key, a key too many and another type are each named by path', () => {
  const answer = { result: [{ number: 1, caller_id: { link: 'x', display_value: 'y', value: 'z' } }] };
  expect(differences(answer, example)).toEqual({
    missing: ['.result[].priority'],
    additional: ['.result[].caller_id.display_value'],
    mistyped: ['.result[].number: number, not string'],
  });
});

test('a list is no object', () => {
  expect(differences({ result: { number: '' } }, example).mistyped).toEqual(['.result: object, not list']);
});

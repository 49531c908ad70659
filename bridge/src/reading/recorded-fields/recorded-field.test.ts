import type { FieldPath, Ticket } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSums, emptySum, recordFields } from './recorded-field.ts';

const ticket = {
  summary: 'The printer of Ada Example burns',
  description: 'Help',
  assignee: { value: 'u1', label: 'Ada Example' },
  priority: { value: '2', label: 'High' },
  labels: ['b', 'a'],
  custom: { Topic: { value: '1', label: 'Hardware' }, Note: 'call Ada Example' },
} as unknown as Ticket;
const mapped: readonly FieldPath[] = ['custom.Topic', 'assignee', 'priority'];

test('text and people leave a checksum and nothing else; a mapped choice is kept with its value', () => {
  const fields = recordFields(ticket, mapped, 'salt');
  expect(JSON.stringify(fields)).not.toContain('Ada');
  expect(fields['custom.Topic']).toMatchObject({ value: { value: '1', label: 'Hardware' } });
  expect(fields.priority).toMatchObject({ value: { label: 'High' } });
  expect(Object.keys(fields.summary)).toEqual(['sum']);
  expect(Object.keys(fields.assignee)).toEqual(['sum']);
});

test('a checksum changes with the value, the field and the salt, and not with the order of a list', () => {
  const sums = (changed: object, salt = 'salt') => recordFields({ ...ticket, ...changed }, mapped, salt);
  const before = sums({});
  expect(sums({ labels: ['a', 'b'] }).labels).toEqual(before.labels);
  expect(sums({ labels: ['a'] }).labels).not.toEqual(before.labels);
  expect(sums({ summary: 'other' }).summary).not.toEqual(before.summary);
  expect(sums({}, 'other').summary).not.toEqual(before.summary);
  expect(before.impact.sum).not.toBe(before.urgency.sum);
});

test('checksums add up to the same in any order, and one different value changes the total', () => {
  const sum = fc
    .bigInt({ min: 0n, max: 2n ** 64n - 1n })
    .map((value) => value.toString(16).padStart(16, '0'));
  const total = (sums: readonly string[]) => sums.reduce(addSums, emptySum);
  fc.assert(
    fc.property(fc.array(sum, { minLength: 1 }), sum, (sums, other) => {
      expect(total([...sums].reverse())).toBe(total(sums));
      fc.pre(other !== sums[0]);
      expect(total([other, ...sums.slice(1)])).not.toBe(total(sums));
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highest } from './highest.ts';

it('gives the first of a stable sort', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1));
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 6 }), (values, count) => {
      const sorted = values
        .map((_, index) => index)
        .sort((left, right) => (values[right] ?? 0) - (values[left] ?? 0));
      expect(highest(values, count)).toEqual(sorted.slice(0, count));
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextCounter } from './text-counter.ts';

it('counts each text for itself', () => {
  const counter = createTextCounter();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 300 }), (keys) => {
      counter.begin();
      const counts = new Map<number, number>();
      for (const key of keys) {
        const expected = (counts.get(key) ?? 0) + 1;
        counts.set(key, expected);
        expect(counter.count(key)).toBe(expected);
      }
    }),
  );
});

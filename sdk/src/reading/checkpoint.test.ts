import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';

const schema = z.object({ updated: z.string(), id: z.string(), seen: z.array(z.string()) });

test('a cursor comes back as it was, from a string that is safe in an address', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.record({ updated: text, id: text, seen: fc.array(text) }), (cursor) => {
      const checkpoint = encodeCheckpoint(schema, cursor);
      expect(checkpoint).toMatch(/^[\w-]+$/);
      expect(decodeCheckpoint(schema, checkpoint)).toEqual(cursor);
    }),
  );
});

test('anything else is unreadable', () => {
  const foreign = encodeCheckpoint(z.object({ page: z.number() }), { page: 2 });
  for (const checkpoint of ['', 'x', foreign, '{}']) {
    expect(() => decodeCheckpoint(schema, checkpoint)).toThrow(
      expect.objectContaining({ code: 'unreadable' }),
    );
  }
});

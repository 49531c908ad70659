import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHash, noFilters, pages, parseHash } from './hash.ts';

describe('the address of a view', () => {
  it('leads back to the same view, whatever the names are', () => {
    const place = fc.record({
      page: fc.constantFrom(...pages),
      receiptId: fc.option(fc.string({ minLength: 1 })),
      filters: fc.record({
        site: fc.option(fc.string()),
        route: fc.constantFrom(
          'apply' as const,
          'suggest' as const,
          'escalate' as const,
          'none' as const,
          null,
        ),
        key: fc.string(),
      }),
    });
    fc.assert(
      fc.property(place, (there) => {
        expect(parseHash(formatHash(there))).toEqual(there);
      }),
    );
  });

  it('shows the line for an address it does not know', () => {
    const line = { page: 'line', receiptId: null, filters: noFilters };
    expect(['', '#', '#/', '#/elsewhere', '#/line?route=sideways'].map(parseHash)).toEqual(
      Array(5).fill(line),
    );
  });
});

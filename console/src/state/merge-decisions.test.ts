import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionItem, DecisionPage } from '../api/index.ts';
import { appendOlder, mergeNewest, replaceItems } from './merge-decisions.ts';

const item = (number: number): DecisionItem => ({
  receiptId: `r${number}`,
  site: 'support',
  ticketId: `${number}`,
  ticketKey: `IT-${number}`,
  url: null,
  route: 'suggest',
  reason: 'suggest-only',
  fields: [],
  modelId: 'm',
  decidedAt: new Date(number).toISOString(),
  latencyMs: 1,
  actions: [],
});
/** The page of `size` decisions at and below `from`, as a bridge that decided 1…from would answer. */
const page = (from: number, size: number): DecisionPage => {
  const count = Math.min(size, from);
  const items = Array.from({ length: count }, (_, index) => item(from - index));
  return { items, next: from > size ? `${from - size}` : null };
};
const numbers = (list: DecisionPage) => list.items.map((decision) => Number(decision.receiptId.slice(1)));

describe('mergeNewest', () => {
  it('puts what is new on top and keeps what was loaded below', () => {
    const held = appendOlder(page(10, 4), page(6, 4));
    const merged = mergeNewest(held, page(12, 4));
    expect(numbers(merged)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(merged.next).toBe('2');
  });

  it('starts over rather than hide a gap', () => {
    expect(mergeNewest(page(10, 4), page(30, 4))).toEqual(page(30, 4));
  });

  it('never shows a decision twice, skips one, or breaks the order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.nat(8).map((grown) => ({ grown })),
            fc.constant({ grown: null }),
          ),
          { maxLength: 30 },
        ),
        (steps) => {
          let total = 1;
          let held = mergeNewest(null, page(total, 5));
          for (const { grown } of steps) {
            if (grown === null && held.next !== null) held = appendOlder(held, page(Number(held.next), 5));
            else {
              total += grown ?? 0;
              held = mergeNewest(held, page(total, 5));
            }
            const shown = numbers(held);
            expect(shown).toEqual(shown.map((_, index) => (shown[0] ?? 0) - index));
            expect(held.next).toBe(shown.at(-1) === 1 ? null : String((shown.at(-1) ?? 0) - 1));
          }
        },
      ),
    );
  });
});

describe('replaceItems', () => {
  it('brings rows up to date in their places, and adds none', () => {
    const held = page(10, 4);
    const written = { ...item(9), actions: [{ id: 'a', kind: 'apply', status: 'applied', reason: null }] };
    const shown = replaceItems(held, [item(11), written, item(3)]);
    expect(numbers(shown)).toEqual([10, 9, 8, 7]);
    expect(shown.items[1]).toEqual(written);
    expect(shown.next).toBe(held.next);
  });
});

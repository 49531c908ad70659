import type { DecisionItem, DecisionPage } from '../api/index.ts';

/**
 * Puts a fresh first page before what is held. When the two do not touch (more happened than one page holds), the
 * fresh page stands alone, so that the list never hides a gap.
 */
export function mergeNewest(held: DecisionPage | null, newest: DecisionPage): DecisionPage {
  if (held === null || newest.next === null) return newest;
  const fresh = new Set(newest.items.map((item) => item.receiptId));
  if (!held.items.some((item) => fresh.has(item.receiptId))) return newest;
  const older = held.items.filter((item) => !fresh.has(item.receiptId));
  return { items: [...newest.items, ...older], next: older.length === 0 ? newest.next : held.next };
}

/** Appends the next page, without what is there already. */
export function appendOlder(held: DecisionPage, older: DecisionPage): DecisionPage {
  const known = new Set(held.items.map((item) => item.receiptId));
  return {
    items: [...held.items, ...older.items.filter((item) => !known.has(item.receiptId))],
    next: older.next,
  };
}

/** Puts rows that were read again in the places of what was held of them. */
export function replaceItems(held: DecisionPage, fresh: readonly DecisionItem[]): DecisionPage {
  const known = new Map(fresh.map((item) => [item.receiptId, item]));
  return { ...held, items: held.items.map((item) => known.get(item.receiptId) ?? item) };
}

import { createHash } from 'node:crypto';

/** `count` rows per label, fewer where there are fewer; the same for the same seed. A larger draw holds the smaller. */
export function sampleRows<Row extends { readonly text: string }>(
  rows: readonly Row[],
  labelOf: (row: Row) => string,
  count: number,
  seed: number,
): Row[] {
  const drawn = rows
    .map((row, index) => ({
      row,
      key: createHash('sha256').update(`${seed} ${index} ${row.text}`).digest('hex'),
    }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const taken = new Map<string, number>();
  return drawn.flatMap(({ row }) => {
    const before = taken.get(labelOf(row)) ?? 0;
    taken.set(labelOf(row), before + 1);
    return before < count ? [row] : [];
  });
}

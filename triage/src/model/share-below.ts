/**
 * The share of a distribution below `value`, from its evenly spaced quantiles in rising order (the least and the
 * greatest included); linear in between.
 */
export function shareBelow(quantiles: readonly number[], value: number): number {
  const last = quantiles.length - 1;
  if (last < 1) return value > (quantiles[0] ?? 0) ? 1 : 0;
  let low = 0;
  let high = quantiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quantiles[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  // `low` quantiles lie below the value.
  if (low === 0) return 0;
  if (low > last) return 1;
  const left = quantiles[low - 1] ?? 0;
  const right = quantiles[low] ?? left;
  return (low - 1 + (value - left) / (right - left)) / last;
}

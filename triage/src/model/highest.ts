/** Positions of the `count` highest values, highest first; of equal ones the first position first. */
export function highest(values: ArrayLike<number>, count: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (found.length === count && value <= (values[found[count - 1] ?? 0] ?? 0)) continue;
    let place = Math.min(found.length, count - 1);
    while (place > 0 && value > (values[found[place - 1] ?? 0] ?? 0)) {
      found[place] = found[place - 1] ?? 0;
      place -= 1;
    }
    found[place] = index;
  }
  return found;
}

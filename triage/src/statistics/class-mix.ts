/** How far a mix of classes has moved, and how far chance alone would move it. */
export interface MixShift {
  /** Total variation distance between the two mixes, 0-1. */
  readonly distance: number;
  /** What two samples of these sizes from one mix differ by on average, at most. */
  readonly byChance: number;
}

/**
 * Compares counted classes with a known mix.
 * @param mix shares, estimated from `rows` rows
 */
export function mixShift(
  counts: Readonly<Record<string, number>>,
  mix: Readonly<Record<string, number>>,
  rows: number,
): MixShift {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0 || rows === 0) return { distance: 0, byChance: 0 };
  let distance = 0;
  let byChance = 0;
  for (const label of new Set([...Object.keys(counts), ...Object.keys(mix)])) {
    const share = (counts[label] ?? 0) / total;
    const known = mix[label] ?? 0;
    distance += Math.abs(share - known) / 2;
    const pooled = (share * total + known * rows) / (total + rows);
    // Half the mean absolute difference of two independent shares, normal approximation.
    byChance += Math.sqrt((2 / Math.PI) * pooled * (1 - pooled) * (1 / total + 1 / rows)) / 2;
  }
  return { distance, byChance };
}

/** Beyond chance by so much the promise is void: another mix of tickets is another population. */
const tolerated = 0.15;
/** Fewer decisions say nothing about a mix. */
export const leastMixRows = 500;

export function isShifted({ distance, byChance }: MixShift): boolean {
  return distance - byChance > tolerated;
}

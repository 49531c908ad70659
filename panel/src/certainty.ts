import { panelStrings } from './strings.ts';

/** From this probability upwards the word is used; people read a word faster than a number, and the number follows it. */
const bands: readonly (readonly [from: number, word: string])[] = [
  [0.97, panelStrings.certainty.almostCertain],
  [0.85, panelStrings.certainty.veryLikely],
  [0.65, panelStrings.certainty.likely],
  [0.4, panelStrings.certainty.open],
  [0.15, panelStrings.certainty.unlikely],
];

/** How sure the model is, in words. `probability` is calibrated, 0-1; null where there is no prediction. */
export function describeCertainty(probability: number | null): string {
  if (probability === null) return panelStrings.noPrediction;
  // Rounded as it is shown: 40 % and its word must not depend on digits that nobody sees.
  const shown = Math.round(probability * 100) / 100;
  return bands.find(([from]) => shown >= from)?.[1] ?? panelStrings.certainty.veryUnlikely;
}

import type { TermFrequency } from '../model/index.ts';

/** How the texts are weighed and the parameters fitted: what inner validation chooses. */
export interface Recipe {
  readonly termFrequency: TermFrequency;
  /** Passes over 2,000 to 40,000 texts; see `epochsFor`. */
  readonly epochs: number;
  /** Of the embedding table: plain gradient descent, so that a rare feature's small slope stays a small move. */
  readonly tableRate: number;
  readonly featureDropout: number;
  readonly hiddenDropout: number;
}

/** What a set of ordinary size and noise wants; used where there are too few rows to choose. */
export const plainRecipe: Recipe = {
  termFrequency: 'linear',
  epochs: 12,
  tableRate: 40,
  featureDropout: 0.6,
  hiddenDropout: 0.4,
};

/** Tried one after the other, each with the term frequency that suited the first. */
export const otherRecipes: readonly Omit<Recipe, 'termFrequency'>[] = [
  // Many clear classes with short texts: fit closely.
  { epochs: 20, tableRate: 40, featureDropout: 0.6, hiddenDropout: 0.2 },
  // Noisy or skewed labels: fit loosely.
  { epochs: 10, tableRate: 20, featureDropout: 0.6, hiddenDropout: 0.4 },
  { epochs: 12, tableRate: 80, featureDropout: 0.6, hiddenDropout: 0.4 },
];

/** Few texts want more passes to reach enough steps; very many are learnt in few. */
export function epochsFor(texts: number, epochs: number): number {
  const factor = Math.min(5, Math.max(1, 1_900 / Math.max(1, texts)));
  const most = Math.max(2, Math.round(500_000 / Math.max(1, texts)));
  return Math.min(most, Math.round(epochs * factor));
}

/** Larger batches cost less; with few texts, steps are worth more. */
export function batchSizeFor(texts: number): number {
  return texts > 5_000 ? 64 : 32;
}

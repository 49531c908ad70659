/** How familiar a text looks to the model, and how sure it is of its answer. */
export interface ScopeScore {
  readonly typicality: number;
  readonly probability: number;
}

export interface ScopeMetrics {
  /** Texts that are out of scope. */
  readonly rows: number;
  /** Probability that a text in scope is more typical than one out of scope, ties half: area under the ROC curve. */
  readonly auroc: number;
  /** The same for the probability of the answer instead of its typicality. */
  readonly aurocOfProbability: number;
  /**
   * By the recall that a policy states with `leastTypicality` (0.98: 0.02): the share of the texts in scope that in
   * fact stay, and of those out of scope that are noticed.
   */
  readonly atRecall: Readonly<Record<string, { readonly kept: number; readonly noticed: number }>>;
}

const recalls = [0.99, 0.98, 0.95, 0.9] as const;

/** By ranks (Hanley, McNeil 1982). */
function areaUnderCurve(inScope: Float64Array, outOfScope: Float64Array): number {
  const [greater, lesser] = [inScope.toSorted(), outOfScope.toSorted()];
  let below = 0;
  let upTo = 0;
  let sum = 0;
  for (const value of greater) {
    while (below < lesser.length && (lesser[below] ?? 0) < value) below += 1;
    while (upTo < lesser.length && (lesser[upTo] ?? 0) <= value) upTo += 1;
    sum += (below + upTo) / 2;
  }
  return sum / (greater.length * lesser.length);
}

/** @param inScope at least one, as `outOfScope` */
export function scopeMetricsOf(
  inScope: readonly ScopeScore[],
  outOfScope: readonly ScopeScore[],
): ScopeMetrics {
  const values = (scores: readonly ScopeScore[], key: keyof ScopeScore) =>
    Float64Array.from(scores, (score) => score[key]);
  const shareFrom = (scores: readonly ScopeScore[], limit: number) =>
    scores.filter(({ typicality }) => typicality >= limit).length / scores.length;
  return {
    rows: outOfScope.length,
    auroc: areaUnderCurve(values(inScope, 'typicality'), values(outOfScope, 'typicality')),
    aurocOfProbability: areaUnderCurve(values(inScope, 'probability'), values(outOfScope, 'probability')),
    atRecall: Object.fromEntries(
      recalls.map((recall) => {
        const limit = Math.round((1 - recall) * 1e6) / 1e6;
        return [recall, { kept: shareFrom(inScope, limit), noticed: 1 - shareFrom(outOfScope, limit) }];
      }),
    ),
  };
}

import type { Route } from '@signalbox/triage/schema';
import type { DecisionItem } from '../api/index.ts';

/** How sure the model was of what went one way. `bins`: counts over equal steps of probability from 0 to 1. */
export interface ConfidenceRow {
  readonly route: Route;
  readonly count: number;
  readonly median: number | null;
  readonly bins: readonly number[];
}

function medianOf(sorted: readonly number[]): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** The distribution of confidence for each way a field can go; ways that nothing went are left out. */
export function confidenceRows(items: readonly DecisionItem[], binCount: number): ConfidenceRow[] {
  const predictions = items.flatMap((item) =>
    item.fields.flatMap(({ probability, route }) => (probability === null ? [] : [{ probability, route }])),
  );
  return (['apply', 'suggest', 'escalate', 'none'] as const).flatMap((route) => {
    const sorted = predictions
      .filter((prediction) => prediction.route === route)
      .map((prediction) => prediction.probability)
      .sort((left, right) => left - right);
    if (sorted.length === 0) return [];
    const bins = Array<number>(binCount).fill(0);
    for (const probability of sorted) {
      const bin = Math.min(binCount - 1, Math.floor(probability * binCount));
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    return [{ route, count: sorted.length, median: medianOf(sorted), bins }];
  });
}

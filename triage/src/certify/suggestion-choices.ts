import { byProbability } from './fixed-sequence.ts';
import type { ScoredRow } from './score-rows.ts';

/** Precision and recall of one label's suggestions from a threshold on. */
export interface PrecisionRecall {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

export interface SuggestionChoice {
  readonly label: string;
  /** On the calibration rows, at most 20 points, falling thresholds. */
  readonly curve: readonly PrecisionRecall[];
  /** The threshold with the greatest F-beta on the calibration rows; null: the label was never predicted there. */
  readonly fBeta: { readonly threshold: number; readonly value: number } | null;
  /** The threshold with the least cost there; 1 when not suggesting at all costs least. */
  readonly cost: { readonly threshold: number; readonly perRow: number };
  /** What the F-beta threshold gives on the report rows; null: not predicted or not recorded there. */
  readonly report: { readonly precision: number | null; readonly recall: number | null };
}

export interface SuggestionWeights {
  /** Recall counts beta times as much as precision (van Rijsbergen 1979). */
  readonly beta: number;
  /** What a wrong suggestion costs, and what a right one that was not made. */
  readonly costs: { readonly wrong: number; readonly missed: number };
}

const curvePoints = 20;

function fBeta(precision: number, recall: number, beta: number): number {
  const weighted = beta * beta * precision + recall;
  return weighted === 0 ? 0 : ((1 + beta * beta) * precision * recall) / weighted;
}

function choose(
  label: string,
  rows: readonly ScoredRow[],
  report: readonly ScoredRow[],
  weights: SuggestionWeights,
): SuggestionChoice {
  const sorted = byProbability(rows.filter((row) => row.label === label && !row.isOutOfScope));
  const recorded = rows.filter(({ truth }) => truth === label).length;
  const all: PrecisionRecall[] = [];
  let right = 0;
  let best: { threshold: number; value: number } | null = null;
  let cost = { threshold: 1, perRow: (weights.costs.missed * recorded) / Math.max(1, rows.length) };
  for (const [index, { probability, isWrong }] of sorted.entries()) {
    if (!isWrong) right += 1;
    if (sorted[index + 1]?.probability === probability) continue;
    const precision = right / (index + 1);
    const recall = recorded === 0 ? 0 : right / recorded;
    all.push({ threshold: probability, precision, recall });
    const value = fBeta(precision, recall, weights.beta);
    if (best === null || value > best.value) best = { threshold: probability, value };
    const perRow =
      (weights.costs.wrong * (index + 1 - right) + weights.costs.missed * (recorded - right)) / rows.length;
    if (perRow < cost.perRow) cost = { threshold: probability, perRow };
  }
  const suggested = report.filter(
    (row) => row.label === label && !row.isOutOfScope && row.probability >= (best?.threshold ?? 2),
  );
  const hits = suggested.filter(({ isWrong }) => !isWrong).length;
  const wanted = report.filter(({ truth }) => truth === label).length;
  const step = Math.max(1, Math.ceil(all.length / curvePoints));
  return {
    label,
    curve: all.filter((_, index) => (index + 1) % step === 0 || index === all.length - 1),
    fBeta: best,
    cost,
    report: {
      precision: suggested.length === 0 ? null : hits / suggested.length,
      recall: wanted === 0 ? null : hits / wanted,
    },
  };
}

/** Per label: precision against recall, and the thresholds that F-beta and the costs ask for. For suggestions, which promise nothing. */
export function suggestionChoices(
  labels: readonly string[],
  calibration: readonly ScoredRow[],
  report: readonly ScoredRow[],
  weights: SuggestionWeights,
): readonly SuggestionChoice[] {
  return labels.map((label) => choose(label, calibration, report, weights));
}

import type { Judged } from '../train/index.ts';

/** One label's answers at or above a threshold. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

export interface LabelCurve {
  readonly label: string;
  /** Rows whose recorded label it is. */
  readonly rows: number;
  /** Rows that the model gives it. */
  readonly answers: number;
  /** All answers, whatever their probability; null where there is none of the kind. */
  readonly precision: number | null;
  readonly recall: number | null;
  /** 2 · right / (rows + answers). */
  readonly f1: number;
  /** Falling thresholds, at most 100 points. */
  readonly curve: readonly PrecisionRecallPoint[];
}

const points = 100;

function labelCurve(label: string, answers: readonly Judged[], rows: number): LabelCurve {
  const sorted = answers.toSorted((left, right) => right.probability - left.probability);
  const all: PrecisionRecallPoint[] = [];
  let right = 0;
  for (const [index, { truth, probability }] of sorted.entries()) {
    if (truth === label) right += 1;
    if (sorted[index + 1]?.probability === probability) continue;
    all.push({ threshold: probability, precision: right / (index + 1), recall: right / Math.max(1, rows) });
  }
  const step = Math.max(1, Math.ceil(all.length / points));
  return {
    label,
    rows,
    answers: answers.length,
    precision: answers.length === 0 ? null : right / answers.length,
    recall: rows === 0 ? null : right / rows,
    f1: (2 * right) / (rows + answers.length),
    curve: all.filter((_, index) => (all.length - 1 - index) % step === 0),
  };
}

/**
 * Precision against recall per label, as in service: a label counts where it is the model's answer and its probability
 * reaches the threshold. A curve therefore ends at the recall of all answers. Labels with the most rows first.
 */
export function precisionRecall(judged: readonly Judged[]): LabelCurve[] {
  const labels = new Map<string, { answers: Judged[]; rows: number }>();
  const entryOf = (label: string) => {
    const entry = labels.get(label) ?? { answers: [], rows: 0 };
    labels.set(label, entry);
    return entry;
  };
  for (const answer of judged) {
    entryOf(answer.label).answers.push(answer);
    entryOf(answer.truth).rows += 1;
  }
  return [...labels]
    .map(([label, { answers, rows }]) => labelCurve(label, answers, rows))
    .sort((left, right) => right.rows - left.rows || (left.label < right.label ? -1 : 1));
}

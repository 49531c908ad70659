import { type LoadedClassifier, normalForm } from '../model/index.ts';
import type { EvaluatedAnswer } from '../train/index.ts';

/** A word, over the answers that were given a label. */
export interface TopWord {
  readonly word: string;
  /** Answers of this label whose text has it. */
  readonly rows: number;
  /** Mean share of the label's logit where it stands. */
  readonly contribution: number;
}

/** Words of fewer texts are not shown: they say little, and may be somebody's. */
const leastRows = 3;
const wordsShown = 12;
/** Texts that are explained at most, per target. */
const explainedRows = 50_000;

interface Sum {
  rows: number;
  contribution: number;
}

/**
 * The words that spoke most for each label, summed over exact contributions: what a label rests on in these rows, not
 * what it would rest on elsewhere.
 */
export function topWords(
  classifier: Pick<LoadedClassifier, 'explain'>,
  target: string,
  answers: readonly EvaluatedAnswer[],
): ReadonlyMap<string, readonly TopWord[]> {
  const labels = new Map<string, Map<string, Sum>>();
  for (const { label, maskedText } of answers.slice(0, explainedRows)) {
    const sums = labels.get(label) ?? new Map<string, Sum>();
    labels.set(label, sums);
    const inText = new Map<string, number>();
    for (const { text, contribution } of classifier.explain(maskedText, target, label).words) {
      const form = normalForm(text);
      inText.set(form, (inText.get(form) ?? 0) + contribution);
    }
    for (const [form, contribution] of inText) {
      const sum = sums.get(form) ?? { rows: 0, contribution: 0 };
      sums.set(form, sum);
      sum.rows += 1;
      sum.contribution += contribution;
    }
  }
  return new Map(
    Array.from(labels, ([label, sums]) => {
      const words = [...sums]
        .filter(([, { rows, contribution }]) => rows >= leastRows && contribution > 0)
        .sort(([left, a], [right, b]) => b.contribution - a.contribution || (left < right ? -1 : 1))
        .slice(0, wordsShown)
        .map(([word, { rows, contribution }]) => ({ word, rows, contribution: contribution / rows }));
      return [label, words];
    }),
  );
}

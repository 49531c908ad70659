import { SignalboxError } from '@signalbox/sdk/errors';
import type { Corpus, CorpusTarget } from './corpus.ts';

/** Fewer rows cannot be both learnt from and checked. */
const leastRows = 2;

/** A label that is left out. */
export interface RareLabel {
  readonly target: string;
  readonly label: string;
  readonly rows: number;
}

/**
 * The targets with their labels in alphabetical order (the artifact does not depend on the order of the rows), without
 * labels that have too few rows.
 * @throws SignalboxError `configuration` when a target has no labels, or one class only.
 */
export function learnableTargets(corpus: Corpus): { targets: CorpusTarget[]; rare: RareLabel[] } {
  const rare: RareLabel[] = [];
  const targets = corpus.targets.map(({ name, labels, values }) => {
    const counts = new Int32Array(labels.length);
    for (const value of values) if (value >= 0) counts[value] = (counts[value] ?? 0) + 1;
    const kept = labels.filter((label, index) => {
      const rows = counts[index] ?? 0;
      if (rows >= leastRows) return true;
      rare.push({ target: name, label, rows });
      return false;
    });
    kept.sort();
    if (labels.length === 0) {
      throw new SignalboxError('configuration', `No row has a value for the target "${name}".`);
    }
    if (kept.length < 2) {
      const found = labels
        .slice(0, 5)
        .map((label) => `"${label}"`)
        .join(', ');
      throw new SignalboxError(
        'configuration',
        `The target "${name}" needs at least two classes with ${leastRows} rows each; the data has ${found}.`,
      );
    }
    const numbers = new Map(kept.map((label, index) => [label, index]));
    const renumbered = labels.map((label) => numbers.get(label) ?? -1);
    return {
      name,
      labels: kept,
      values: values.map((value) => (value < 0 ? -1 : (renumbered[value] ?? -1))),
    };
  });
  return { targets, rare };
}

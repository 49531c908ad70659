import type { LoadedClassifier } from '../model/index.ts';
import type { ScoredAnswer } from './certify-target.ts';

export interface ScoredRow extends ScoredAnswer {
  /** What was recorded. */
  readonly truth: string;
  /** Too few known words: such a ticket goes to people, whatever the probability. */
  readonly isOutOfScope: boolean;
}

export interface TextRow {
  readonly maskedText: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ScoreOptions {
  /** The model's target for each name the rows use. */
  readonly targets: Readonly<Record<string, string>>;
  readonly outOfVocabularyLimit: number;
  readonly leastTypicality: number;
  readonly onProgress: (rows: number) => void;
  readonly signal?: AbortSignal | undefined;
}

const batchSize = 64;

/** The model's answer for every row that has a label, by the name the rows use. */
export async function scoreRows(
  classifier: Pick<LoadedClassifier, 'classify'>,
  rows: readonly TextRow[],
  { targets, outOfVocabularyLimit, leastTypicality, onProgress, signal }: ScoreOptions,
): Promise<Readonly<Record<string, readonly ScoredRow[]>>> {
  const scored: Record<string, ScoredRow[]> = Object.fromEntries(
    Object.keys(targets).map((name) => [name, []]),
  );
  for (let start = 0; start < rows.length; start += batchSize) {
    signal?.throwIfAborted();
    const batch = rows.slice(start, start + batchSize);
    const answers = await classifier.classify(
      batch.map(({ maskedText }) => maskedText),
      { explain: false },
    );
    for (const [index, { predictions, outOfVocabularyShare, tokenCount }] of answers.entries()) {
      for (const [name, target] of Object.entries(targets)) {
        const truth = batch[index]?.labels[name];
        const prediction = predictions.find((candidate) => candidate.target === target);
        if (truth === undefined || prediction === undefined) continue;
        const { label, probability, typicality = 1 } = prediction;
        const isOutOfScope =
          tokenCount === 0 || outOfVocabularyShare > outOfVocabularyLimit || typicality < leastTypicality;
        scored[name]?.push({ label, truth, probability, isWrong: label !== truth, isOutOfScope });
      }
    }
    onProgress(start + batch.length);
  }
  return scored;
}

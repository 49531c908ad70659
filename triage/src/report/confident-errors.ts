import type { LoadedClassifier } from '../model/index.ts';
import type { EvaluatedAnswer } from '../train/index.ts';

/** A wrong answer the model was sure of: a wrong record, an unclear line between labels, or something it cannot know. */
export interface ConfidentError {
  readonly truth: string;
  readonly label: string;
  readonly probability: number;
  /** Masked, cut where it is long. */
  readonly text: string;
  readonly words: readonly { readonly text: string; readonly contribution: number }[];
}

const shown = { errors: 30, characters: 600, words: 6 } as const;

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length <= shown.characters ? text : `${characters.slice(0, shown.characters).join('')}…`;
}

/** The most certain first; texts of one wording once. */
export function confidentErrors(
  classifier: Pick<LoadedClassifier, 'explain'>,
  target: string,
  answers: readonly EvaluatedAnswer[],
): ConfidentError[] {
  const seen = new Set<string>();
  return answers
    .filter(({ label, truth }) => label !== truth)
    .sort((left, right) => right.probability - left.probability)
    .filter(({ maskedText }) => !seen.has(maskedText) && seen.add(maskedText))
    .slice(0, shown.errors)
    .map(({ truth, label, probability, maskedText }) => ({
      truth,
      label,
      probability,
      text: cut(maskedText),
      words: classifier
        .explain(maskedText, target, label)
        .words.slice(0, shown.words)
        .map(({ text, contribution }) => ({ text, contribution })),
    }));
}

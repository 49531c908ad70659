import { hashWord } from '../model/index.ts';
import type { Corpus, CorpusTarget } from './corpus.ts';

/** Texts that parameters learn from, and texts that they never see. Disjoint, also in wording. */
export interface Split {
  readonly training: Int32Array;
  readonly held: Int32Array;
}

/** Texts of equal wording have equal keys, 0 to 2³². */
function wordingOf(corpus: Corpus, text: number, seed: number): number {
  const tokens = corpus.tokens.subarray(corpus.starts[text] ?? 0, corpus.starts[text + 1] ?? 0);
  return hashWord(`${seed} ${tokens.join(' ')}`);
}

/** Texts with a label for at least one target. */
export function labelledTexts(corpus: Corpus, targets: readonly CorpusTarget[]): Int32Array {
  const isLabelled = (text: number) => targets.some(({ values }) => (values[text] ?? -1) >= 0);
  return Int32Array.from({ length: corpus.size }, (_, text) => text).filter(isLabelled);
}

/** Each text is held out once, by a hash of its wording. Without splits that have texts on both sides: none. */
export function foldsOf(corpus: Corpus, texts: Int32Array, folds: number, seed: number): Split[] {
  const fold = Uint8Array.from(texts, (text) =>
    Math.floor((wordingOf(corpus, text, seed) / 2 ** 32) * folds),
  );
  return Array.from({ length: folds }, (_, number) => ({
    training: texts.filter((_, index) => fold[index] !== number),
    held: texts.filter((_, index) => fold[index] === number),
  })).filter(({ training, held }) => training.length > 0 && held.length > 0);
}

/** Holds out about `size` texts; a label whose texts would all be held out is learnt from instead. */
export function holdOut(
  corpus: Corpus,
  targets: readonly CorpusTarget[],
  texts: Int32Array,
  size: number,
  seed: number,
): Split {
  const threshold = (size / Math.max(1, texts.length)) * 2 ** 32;
  const isHeld = Uint8Array.from(texts, (text) => (wordingOf(corpus, text, seed) < threshold ? 1 : 0));
  for (const { labels, values } of targets) {
    const learnt = new Uint8Array(labels.length);
    for (const [index, text] of texts.entries()) {
      const value = values[text] ?? -1;
      if (isHeld[index] === 0 && value >= 0) learnt[value] = 1;
    }
    for (const [index, text] of texts.entries()) {
      const value = values[text] ?? -1;
      if (value >= 0 && learnt[value] === 0) isHeld[index] = 0;
    }
  }
  return {
    training: texts.filter((_, index) => isHeld[index] === 0),
    held: texts.filter((_, index) => isHeld[index] === 1),
  };
}

import { hashWord } from '../model/index.ts';
import type { Corpus, CorpusTarget } from './corpus.ts';

/** Texts the parameters learn from, and texts that choose the epoch and the temperature. Disjoint, also in wording. */
export interface Split {
  readonly training: Int32Array;
  readonly calibration: Int32Array;
}

/** A tenth, but at least 200 where that is no more than a fifth, and at most 2,000 texts. */
function calibrationSize(rows: number): number {
  return Math.round(Math.min(2_000, Math.max(rows * 0.1, Math.min(rows * 0.2, 200))));
}

/** Texts of equal wording have equal keys. */
function wordingOf(corpus: Corpus, text: number, seed: number): number {
  const tokens = corpus.tokens.subarray(corpus.starts[text] ?? 0, corpus.starts[text + 1] ?? 0);
  return hashWord(`${seed} ${tokens.join(' ')}`);
}

/** Splits by a hash of the wording; a label whose rows all fall to calibration is learnt from instead. */
export function splitTexts(corpus: Corpus, targets: readonly CorpusTarget[], seed: number): Split {
  const isLabelled = (text: number) => targets.some(({ values }) => (values[text] ?? -1) >= 0);
  const texts = Int32Array.from(Array.from({ length: corpus.size }, (_, text) => text).filter(isLabelled));
  const threshold = (calibrationSize(texts.length) / Math.max(1, texts.length)) * 2 ** 32;
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
    calibration: texts.filter((_, index) => isHeld[index] === 1),
  };
}

import type { Corpus, CorpusTarget } from './corpus.ts';
import type { Random } from './random.ts';

/** How many made-up texts a label was given. */
export interface SyntheticRows {
  readonly target: string;
  readonly label: string;
  readonly rows: number;
}

/** What the parameters learn from when rare labels were given synthetic texts. */
export interface AugmentedTraining {
  /** The corpus with the synthetic texts behind its own: those have the numbers from the corpus's size on. */
  readonly corpus: Corpus;
  readonly targets: readonly CorpusTarget[];
  readonly training: Int32Array;
  readonly synthetic: readonly SyntheticRows[];
}

/** Share of the words that a synthetic text takes from each of its two parents. */
const keptShare = 0.6;

/**
 * Gives each label with fewer than `least` training texts synthetic ones until it has `least`: words of two of its
 * texts, in their order. A synthetic text has no other target. Only training texts have children, and the children are
 * only learnt from: the vocabulary, the calibration and every report are of real texts.
 */
export function augmentRareLabels(
  corpus: Corpus,
  targets: readonly CorpusTarget[],
  training: Int32Array,
  least: number,
  random: Random,
): AugmentedTraining {
  const tokens: number[] = [];
  const starts: number[] = [];
  const synthetic: SyntheticRows[] = [];
  const made: { readonly target: number; readonly label: number }[] = [];
  const takeFrom = (text: number) => {
    const from = corpus.tokens.subarray(corpus.starts[text] ?? 0, corpus.starts[text + 1] ?? 0);
    for (const token of from) if (random.next() < keptShare) tokens.push(token);
  };
  for (const [target, { name, labels, values }] of targets.entries()) {
    for (const [label, labelName] of labels.entries()) {
      const parents = training.filter((text) => values[text] === label);
      const rows = parents.length === 0 ? 0 : Math.max(0, least - parents.length);
      for (let row = 0; row < rows; row += 1) {
        starts.push(corpus.tokens.length + tokens.length);
        for (let parent = 0; parent < 2; parent += 1) {
          takeFrom(parents[Math.floor(random.next() * parents.length)] ?? 0);
        }
        made.push({ target, label });
      }
      if (rows > 0) synthetic.push({ target: name, label: labelName, rows });
    }
  }
  if (made.length === 0) return { corpus, targets, training, synthetic };
  const end = corpus.tokens.length + tokens.length;
  return {
    corpus: {
      ...corpus,
      tokens: Int32Array.from([...corpus.tokens, ...tokens]),
      // The last start of the corpus is the first of the synthetic texts.
      starts: Int32Array.from([...corpus.starts.subarray(0, corpus.size), ...starts, end]),
    },
    targets: targets.map((target, position) => ({
      ...target,
      values: Int32Array.from([
        ...target.values,
        ...made.map(({ target: owner, label }) => (owner === position ? label : -1)),
      ]),
    })),
    training: Int32Array.from([...training, ...made.map((_, index) => corpus.size + index)]),
    synthetic,
  };
}

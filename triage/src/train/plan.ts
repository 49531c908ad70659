import { trialsPerSplit } from './choose-recipe.ts';
import type { Corpus, CorpusTarget } from './corpus.ts';
import type { TrainingContext } from './ensemble.ts';
import { foldsOf, holdOut, type Split } from './split.ts';
import type { TrainingOptions } from './training-options.ts';

/** What is fitted to which texts, and how large the model may be. */
export interface TrainingPlan {
  readonly size: TrainingContext['size'];
  /** Each is answered by a model that learnt from its training texts alone: that calibrates. */
  readonly splits: readonly Split[];
  /** The recipes are tried on these; none when there are too few texts to choose. */
  readonly trialSplits: readonly Split[];
  /** The model that is shipped learns from all texts; otherwise it is the one that was validated. */
  readonly isRefitted: boolean;
  /** Networks to fit, for progress. */
  readonly fits: number;
}

/** Up to this many rows every row is held out once; of more rows a part is kept aside. */
const crossFitting = { mostRows: 15_000, folds: 5, twoTrialsUpTo: 1_000 } as const;
/** With few rows each is worth more: parameters that lack a quarter of them are less sure than those that are shipped. */
const fewRows = { most: 5_000, folds: 10 } as const;
const heldOutRows = { share: 0.1, most: 4_000 } as const;
/** Of more rows the held-out part is so small a share that learning from it too is not worth a second fit. */
const mostRowsToRefit = 200_000;
/** With fewer rows a choice between recipes would be a choice between accidents. */
const leastRowsToChoose = 200;
/** A second network is worth more than features beyond these. */
const leastFeatures = 20_000;

/** As many members as the bytes of the table allow, then as many features as they allow. */
function sizeFor(features: number, options: TrainingOptions): TrainingContext['size'] {
  // A feature costs its row, a hash and an inverse document frequency.
  const featureBytes = (members: number) => members * options.dimensions + 5;
  const wanted = Math.max(1, Math.min(features, leastFeatures));
  const fitting = Math.floor((options.tableBytes / wanted - 5) / options.dimensions);
  const members = Math.max(1, Math.min(options.members, fitting));
  return { members, vocabulary: Math.min(features, Math.floor(options.tableBytes / featureBytes(members))) };
}

/** @param features how many features could be learnt */
export function planTraining(
  corpus: Corpus,
  targets: readonly CorpusTarget[],
  texts: Int32Array,
  features: number,
  options: TrainingOptions,
): TrainingPlan {
  const { seed } = options;
  const size = sizeFor(features, options);
  const isCrossFitted = texts.length <= crossFitting.mostRows;
  const held = Math.min(heldOutRows.most, texts.length * heldOutRows.share);
  const splits = isCrossFitted
    ? foldsOf(corpus, texts, (texts.length <= fewRows.most ? fewRows : crossFitting).folds, seed)
    : [holdOut(corpus, targets, texts, held, seed)];
  const canChoose = options.recipe === 'auto' && texts.length >= leastRowsToChoose;
  const trialSplits = canChoose ? splits.slice(0, texts.length <= crossFitting.twoTrialsUpTo ? 2 : 1) : [];
  const isRefitted = splits.length === 0 || texts.length <= mostRowsToRefit;
  const fits = trialSplits.length * trialsPerSplit + (splits.length + (isRefitted ? 1 : 0)) * size.members;
  return { size, splits, trialSplits, isRefitted, fits };
}

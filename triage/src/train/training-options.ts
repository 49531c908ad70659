import type { ModelOrigin } from './model-origin.ts';

/** Everything that training can be told. */
export interface TrainingOptions {
  /** Names of the targets to learn. */
  readonly targets: readonly string[];
  readonly seed: number;
  /** At most this many passes over the texts; `auto`: chosen from their number. */
  readonly epochs: number | 'auto';
  /** Features of the vocabulary at most. */
  readonly vocabulary: number;
  /** Width of the embedding. */
  readonly dimensions: number;
  readonly batchSize: number;
  readonly learningRates: { readonly table: number; readonly dense: number };
  /** Adam's epsilon for the table: large, so that a rare feature's small slope stays a small move. */
  readonly tableEpsilon: number;
  readonly featureDropout: number;
  readonly hiddenDropout: number;
  /** Epochs without a gain before training stops early. */
  readonly patience: number;
  /** Texts go through the masker, as they do in service. */
  readonly isMasked: boolean;
  /** A label with fewer training texts is given synthetic ones until it has as many; 0: none is. */
  readonly augmentBelow: number;
  /** Goes into the artifact as it is given, for the model's card. */
  readonly origin?: ModelOrigin | undefined;
}

export const defaultTrainingOptions: Omit<TrainingOptions, 'targets'> = {
  seed: 1,
  epochs: 'auto',
  vocabulary: 60_000,
  dimensions: 64,
  batchSize: 32,
  learningRates: { table: 0.5, dense: 0.003 },
  tableEpsilon: 3e-3,
  featureDropout: 0.5,
  hiddenDropout: 0.4,
  patience: 3,
  isMasked: true,
  augmentBelow: 0,
};

/** Few texts want more passes to reach enough steps. */
export function epochsFor(texts: number, options: TrainingOptions): number {
  if (options.epochs !== 'auto') return options.epochs;
  const least = 700;
  return Math.min(60, Math.max(12, Math.ceil((least * options.batchSize) / Math.max(1, texts))));
}

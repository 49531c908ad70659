import type { ModelOrigin } from './model-origin.ts';
import type { Recipe } from './recipe.ts';

/** Everything that training can be told. */
export interface TrainingOptions {
  /** Names of the targets to learn. */
  readonly targets: readonly string[];
  readonly seed: number;
  /** Passes over the texts; `auto`: as the recipe says. */
  readonly epochs: number | 'auto';
  /** `auto`: chosen by validation on rows that were held out. */
  readonly recipe: Recipe | 'auto';
  /** Features of the vocabulary at most. */
  readonly vocabulary: number;
  /** Bytes of the embedding table at most: with a large vocabulary the model has fewer members, then fewer features. */
  readonly tableBytes: number;
  /** Networks whose logits are averaged; in the artifact they are one network with as many times the dimensions. */
  readonly members: number;
  /** Width of a member's embedding. */
  readonly dimensions: number;
  /** Adam's learning rate for the dense layers. */
  readonly denseRate: number;
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
  recipe: 'auto',
  vocabulary: 42_000,
  tableBytes: 2_900_000,
  members: 2,
  dimensions: 64,
  denseRate: 0.003,
  isMasked: true,
  augmentBelow: 0,
};

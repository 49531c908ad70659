import type { UsedFeatures } from './used-features.ts';

/** A table of which each text uses a few rows: TensorFlow.js has no sparse product that is fast enough to train on. */
export interface EmbeddingBag {
  /** `[rows, width]`. */
  readonly table: Float32Array;
  /** Writes Σ weight · row of the text's features to `sum`, from `offset` on. */
  embed(used: UsedFeatures, sum: Float32Array, offset: number): void;
  /**
   * One step of gradient descent on the rows that a text used. `slope` holds the gradient of the text's embedding, of
   * which `width` values from `offset` on count.
   */
  descend(used: UsedFeatures, slope: Float32Array, offset: number, learningRate: number): void;
}

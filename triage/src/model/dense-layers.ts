import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, runOn } from './backend.ts';
import type { ModelWeights } from './model-weights.ts';

/** What the layers say of a batch, for one target. */
export interface TargetOutput {
  /** `[batch, labels]`, row-major. */
  readonly probabilities: Float32Array;
  /** `[batch]`: ln Σ exp of the calibrated logits, the negative free energy (Liu et al. 2020). */
  readonly energies: Float32Array;
}

/** The part of the model that TF.js computes: bias, ReLU, and one calibrated softmax per target. */
export interface DenseLayers {
  /** One output per target, for embeddings `[batch, dimensions]`. */
  compute(embeddings: Float32Array): Promise<TargetOutput[]>;
  dispose(): void;
}

const cooled = (values: Float32Array, temperature: number): Float32Array =>
  values.map((value) => value / temperature);

export async function createDenseLayers(weights: ModelWeights, backend: BackendName): Promise<DenseLayers> {
  const { dimensions } = weights.table;
  const held = await runOn(backend, () => ({
    hiddenBias: tf.keep(tf.tensor1d(weights.hiddenBias)),
    heads: weights.heads.map(({ target, kernel, bias }) => ({
      // The temperature divides what is held, once, instead of every text's logits.
      kernel: tf.keep(tf.tensor2d(cooled(kernel, target.temperature), [dimensions, target.labels.length])),
      bias: tf.keep(tf.tensor1d(cooled(bias, target.temperature))),
    })),
  }));
  return {
    compute: (embeddings) =>
      runOn(backend, () => {
        const input = tf.tensor2d(embeddings, [embeddings.length / dimensions, dimensions]);
        const hidden = tf.relu(tf.add(input, held.hiddenBias));
        return held.heads.map(({ kernel, bias }) => {
          const logits = tf.add(tf.matMul(hidden, kernel), bias);
          return {
            probabilities: tf.softmax(logits).dataSync<'float32'>(),
            energies: tf.logSumExp(logits, 1).dataSync<'float32'>(),
          };
        });
      }),
    dispose() {
      tf.dispose([held.hiddenBias, ...held.heads.flatMap((head) => [head.kernel, head.bias])]);
    },
  };
}

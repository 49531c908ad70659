import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, runOn } from './backend.ts';
import type { ModelWeights } from './model-weights.ts';

/** The part of the model that TF.js computes: bias, ReLU, and one calibrated softmax per target. */
export interface DenseLayers {
  /** Probabilities per target, `[batch, labels]` row-major, for embeddings `[batch, dimensions]`. */
  probabilities(embeddings: Float32Array): Promise<Float32Array[]>;
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
    probabilities: (embeddings) =>
      runOn(backend, () => {
        const input = tf.tensor2d(embeddings, [embeddings.length / dimensions, dimensions]);
        const hidden = tf.relu(tf.add(input, held.hiddenBias));
        return held.heads.map(({ kernel, bias }) =>
          tf.softmax(tf.add(tf.matMul(hidden, kernel), bias)).dataSync<'float32'>(),
        );
      }),
    dispose() {
      tf.dispose([held.hiddenBias, ...held.heads.flatMap((head) => [head.kernel, head.bias])]);
    },
  };
}

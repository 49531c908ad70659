import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, runOn } from './backend.ts';
import type { ModelWeights } from './model-weights.ts';

/** The part of the model that TF.js computes: bias, ReLU, and one calibrated softmax per target. */
export interface DenseLayers {
  /** Probabilities per target, `[batch, labels]` row-major, for embeddings `[batch, dimensions]`. */
  probabilities(embeddings: Float32Array): Promise<Float32Array[]>;
  dispose(): void;
}

export async function createDenseLayers(weights: ModelWeights, backend: BackendName): Promise<DenseLayers> {
  const { dimensions } = weights.table;
  const held = await runOn(backend, () => ({
    hiddenBias: tf.keep(tf.tensor1d(weights.hiddenBias)),
    heads: weights.heads.map(({ target, kernel, bias }) => ({
      kernel: tf.keep(tf.tensor2d(kernel, [dimensions, target.labels.length])),
      bias: tf.keep(tf.tensor1d(bias)),
      temperature: tf.keep(tf.scalar(target.temperature)),
    })),
  }));
  return {
    probabilities: (embeddings) =>
      runOn(backend, () => {
        const input = tf.tensor2d(embeddings, [embeddings.length / dimensions, dimensions]);
        const hidden = tf.relu(tf.add(input, held.hiddenBias));
        return held.heads.map(({ kernel, bias, temperature }) => {
          const logits = tf.add(tf.matMul(hidden, kernel), bias);
          return tf.softmax(tf.div(logits, temperature)).dataSync<'float32'>();
        });
      }),
    dispose() {
      tf.dispose([
        held.hiddenBias,
        ...held.heads.flatMap((head) => [head.kernel, head.bias, head.temperature]),
      ]);
    },
  };
}

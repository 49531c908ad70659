import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, runOn } from '../model/index.ts';
import { createAdam } from './adam.ts';
import type { CorpusTarget } from './corpus.ts';
import type { Encoder } from './encoding.ts';
import { registerGradients } from './gradients.ts';
import type { Parameters } from './parameters.ts';
import type { Random } from './random.ts';
import { addUsed, createSparseGradient, createUsedFeatures, type UsedFeatures } from './sparse-gradient.ts';

export interface NetworkOptions {
  readonly vocabularySize: number;
  readonly dimensions: number;
  readonly targets: readonly CorpusTarget[];
  readonly encoder: Encoder;
  readonly backend: BackendName;
  readonly random: Random;
  readonly featureDropout: number;
  readonly hiddenDropout: number;
  readonly tableEpsilon: number;
}

export interface LearningRates {
  readonly table: number;
  readonly dense: number;
}

export interface Network {
  readonly parameters: Parameters;
  /** One step on `texts`; the mean cross-entropy per labelled text and target. */
  step(texts: Int32Array, rates: LearningRates): Promise<number>;
  /** Logits per target, `[texts, labels]`, without dropout. */
  logits(texts: Int32Array): Promise<Float32Array[]>;
}

function uniform(length: number, limit: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => (random.next() * 2 - 1) * limit);
}

const evaluationBatch = 256;

/** `[texts, labels]`: minus one divided by the labelled texts at each text's label, so that its product with the log-softmax sums to the mean cross-entropy. */
function truthOf(texts: Int32Array, values: Int32Array, labels: number): tf.Tensor2D {
  const truth = new Float32Array(texts.length * labels);
  const labelled = texts.reduce((count, text) => count + ((values[text] ?? -1) >= 0 ? 1 : 0), 0);
  for (const [index, text] of texts.entries()) {
    const value = values[text] ?? -1;
    if (value >= 0) truth[index * labels + value] = -1 / labelled;
  }
  return tf.tensor2d(truth, [texts.length, labels]);
}

export function createNetwork(options: NetworkOptions): Network {
  registerGradients();
  const { dimensions, targets, encoder, random, backend } = options;
  const parameters: Parameters = {
    table: uniform(options.vocabularySize * dimensions, 1 / dimensions, random),
    hiddenBias: new Float32Array(dimensions),
    heads: targets.map(({ labels }) => ({
      kernel: uniform(dimensions * labels.length, Math.sqrt(6 / (dimensions + labels.length)), random),
      bias: new Float32Array(labels.length),
    })),
  };
  const dense = [parameters.hiddenBias, ...parameters.heads.flatMap(({ kernel, bias }) => [kernel, bias])];
  const tableAdam = createAdam(parameters.table, dimensions, options.tableEpsilon);
  const denseAdams = dense.map((values) => createAdam(values, values.length, 1e-7));
  const touched = createSparseGradient(options.vocabularySize, dimensions);

  const used: UsedFeatures[] = [];

  const hiddenTensor = () => tf.tensor1d(parameters.hiddenBias);
  const headTensors = () =>
    parameters.heads.flatMap(({ kernel, bias }) => [
      tf.tensor2d(kernel, [dimensions, bias.length]) as tf.Tensor,
      tf.tensor1d(bias) as tf.Tensor,
    ]);

  /** Adds the text's features, some of them dropped, to `sum`; remembers what was used. */
  function embed(text: number, sum: Float32Array, offset: number, used: UsedFeatures | null): void {
    const { table } = parameters;
    const { length, rows, values } = encoder.encode(text);
    const kept = 1 / (1 - options.featureDropout);
    for (let index = 0; index < length; index += 1) {
      let value = values[index] ?? 0;
      const row = rows[index] ?? 0;
      if (used !== null) {
        if (random.next() < options.featureDropout) continue;
        value *= kept;
        addUsed(used, row, value);
      }
      const start = row * dimensions;
      for (let column = 0; column < dimensions; column += 1) {
        sum[offset + column] = (sum[offset + column] ?? 0) + value * (table[start + column] ?? 0);
      }
    }
  }

  return {
    parameters,
    async step(texts, rates) {
      const embeddings = new Float32Array(texts.length * dimensions);
      for (const [index, text] of texts.entries()) {
        const features = used[index] ?? createUsedFeatures();
        features.length = 0;
        used[index] = features;
        embed(text, embeddings, index * dimensions, features);
      }
      const kept = 1 / (1 - options.hiddenDropout);
      const hiddenMask = Float32Array.from(embeddings, () =>
        random.next() < options.hiddenDropout ? 0 : kept,
      );
      const { loss, slopes } = await runOn(backend, () => {
        const shape: [number, number] = [texts.length, dimensions];
        const mask = tf.tensor2d(hiddenMask, shape);
        const truths = targets.map(({ labels, values }) => truthOf(texts, values, labels.length));
        const result = tf.valueAndGrads((...inputs: tf.Tensor[]) => {
          const [input, bias, ...heads] = inputs as [tf.Tensor2D, tf.Tensor1D, ...tf.Tensor[]];
          const hidden = tf.mul(tf.relu(tf.add(input, bias)), mask);
          return truths.reduce<tf.Scalar>((sum, truth, index) => {
            const logits = tf.add(
              tf.matMul(hidden, heads[index * 2] as tf.Tensor2D),
              heads[index * 2 + 1] as tf.Tensor1D,
            );
            return tf.add(sum, tf.sum(tf.mul(tf.logSoftmax(logits), truth))) as tf.Scalar;
          }, tf.scalar(0));
        })([tf.tensor2d(embeddings, shape), hiddenTensor(), ...headTensors()]);
        return {
          loss: result.value.dataSync<'float32'>()[0] ?? 0,
          slopes: result.grads.map((gradient) => gradient.dataSync<'float32'>()),
        };
      });
      for (const [index, adam] of denseAdams.entries()) {
        adam.begin(rates.dense);
        adam.moveRow(0, slopes[index + 1] ?? new Float32Array(0), 0);
      }
      const [slope] = slopes;
      if (slope !== undefined) {
        for (const [index, features] of used.slice(0, texts.length).entries()) {
          touched.add(features, slope, index * dimensions);
        }
      }
      tableAdam.begin(rates.table);
      touched.apply(tableAdam);
      return loss;
    },
    async logits(texts) {
      const outputs = targets.map(({ labels }) => new Float32Array(texts.length * labels.length));
      for (let start = 0; start < texts.length; start += evaluationBatch) {
        const batch = texts.subarray(start, start + evaluationBatch);
        const embeddings = new Float32Array(batch.length * dimensions);
        for (const [index, text] of batch.entries()) embed(text, embeddings, index * dimensions, null);
        const computed = await runOn(backend, () => {
          const hidden = tf.relu(tf.add(tf.tensor2d(embeddings, [batch.length, dimensions]), hiddenTensor()));
          const heads = headTensors();
          return targets.map((_, index) =>
            tf
              .add(tf.matMul(hidden, heads[index * 2] as tf.Tensor2D), heads[index * 2 + 1] as tf.Tensor1D)
              .dataSync<'float32'>(),
          );
        });
        for (const [index, values] of computed.entries()) {
          outputs[index]?.set(values, start * (targets[index]?.labels.length ?? 0));
        }
      }
      return outputs;
    },
  };
}

import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, runOn } from '../model/index.ts';
import { createAdam } from './adam.ts';
import { addUsed, createEmbeddingBag, createUsedFeatures, type UsedFeatures } from './bag/index.ts';
import type { CorpusTarget } from './corpus.ts';
import type { Encoder } from './encoding.ts';
import { registerGradients } from './gradients.ts';
import type { Parameters } from './parameters.ts';
import type { Random } from './random.ts';

export interface NetworkOptions {
  readonly vocabularySize: number;
  readonly dimensions: number;
  readonly targets: readonly CorpusTarget[];
  readonly encoder: Encoder;
  readonly backend: BackendName;
  readonly random: Random;
  readonly featureDropout: number;
  readonly hiddenDropout: number;
  /** Where to begin; drawn at random by default. */
  readonly parameters?: Parameters;
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
  const start: Parameters = options.parameters ?? {
    table: uniform(options.vocabularySize * dimensions, 1 / dimensions, random),
    hiddenBias: new Float32Array(dimensions),
    heads: targets.map(({ labels }) => ({
      kernel: uniform(dimensions * labels.length, Math.sqrt(6 / (dimensions + labels.length)), random),
      bias: new Float32Array(labels.length),
    })),
  };
  const bag = createEmbeddingBag(start.table, dimensions, backend);
  const parameters: Parameters = { ...start, table: bag.table };
  const dense = [parameters.hiddenBias, ...parameters.heads.flatMap(({ kernel, bias }) => [kernel, bias])];
  const denseAdams = dense.map((values) => createAdam(values));
  const used: UsedFeatures[] = [];
  const usedInAnswer = createUsedFeatures();

  const hiddenTensor = () => tf.tensor1d(parameters.hiddenBias);
  const headTensors = () =>
    parameters.heads.flatMap(({ kernel, bias }) => [
      tf.tensor2d(kernel, [dimensions, bias.length]) as tf.Tensor,
      tf.tensor1d(bias) as tf.Tensor,
    ]);

  /** Embeds a text of which a share of the features is dropped; `features` says what was used. */
  function embed(
    text: number,
    dropout: number,
    features: UsedFeatures,
    sum: Float32Array,
    offset: number,
  ): void {
    const { length, rows, values } = encoder.encode(text);
    const kept = 1 / (1 - dropout);
    features.length = 0;
    for (let index = 0; index < length; index += 1) {
      if (dropout > 0 && random.next() < dropout) continue;
      addUsed(features, rows[index] ?? 0, (values[index] ?? 0) * kept);
    }
    bag.embed(features, sum, offset);
  }

  return {
    parameters,
    async step(texts, rates) {
      const embeddings = new Float32Array(texts.length * dimensions);
      for (const [index, text] of texts.entries()) {
        const features = used[index] ?? createUsedFeatures();
        used[index] = features;
        embed(text, options.featureDropout, features, embeddings, index * dimensions);
      }
      const kept = 1 / (1 - options.hiddenDropout);
      const hiddenMask = new Float32Array(embeddings.length);
      for (let index = 0; index < hiddenMask.length; index += 1) {
        if (random.next() >= options.hiddenDropout) hiddenMask[index] = kept;
      }
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
        adam.step(slopes[index + 1] ?? new Float32Array(0), rates.dense);
      }
      const [slope] = slopes;
      if (slope !== undefined) {
        for (const [index, features] of used.slice(0, texts.length).entries()) {
          bag.descend(features, slope, index * dimensions, rates.table);
        }
      }
      return loss;
    },
    async logits(texts) {
      const outputs = targets.map(({ labels }) => new Float32Array(texts.length * labels.length));
      for (let start = 0; start < texts.length; start += evaluationBatch) {
        const batch = texts.subarray(start, start + evaluationBatch);
        const embeddings = new Float32Array(batch.length * dimensions);
        for (const [index, text] of batch.entries()) {
          embed(text, 0, usedInAnswer, embeddings, index * dimensions);
        }
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

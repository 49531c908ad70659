import type { Evidence } from '../schema/index.ts';
import type { EmbeddedText } from './embedder.ts';
import type { HeadWeights, ModelWeights } from './model-weights.ts';
import type { QuantisedTable } from './quantised-table.ts';

/** Why a text got the logit it got for one label: `bias` plus the contributions of all words is the logit. */
export interface Explanation {
  readonly target: string;
  readonly label: string;
  /** The label's calibrated logit: the softmax of these over the labels is the probability. */
  readonly logit: number;
  readonly bias: number;
  /** Every word the model read, by its first place in the text; strongest first. */
  readonly words: readonly Evidence[];
}

interface Sum {
  readonly start: number;
  readonly end: number;
  contribution: number;
}

/** The gradient of one label's logit by the embedding. */
interface Gradient {
  readonly values: Float64Array;
  readonly sum: number;
}

function dot(left: Float32Array, start: number, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < right.length; index += 1)
    sum += (left[start + index] ?? 0) * (right[index] ?? 0);
  return sum;
}

/** Row `row` of the table times the gradient: the codes' scale and minimum are taken out of the sum. */
function rowDot(
  { codes, dimensions, scale, minimum }: QuantisedTable,
  row: number,
  gradient: Gradient,
): number {
  const start = row * dimensions;
  let sum = 0;
  for (let index = 0; index < dimensions; index += 1) {
    sum += (codes[start + index] ?? 0) * (gradient.values[index] ?? 0);
  }
  return sum * scale + minimum * gradient.sum;
}

/** With the ReLU's open units held fixed the logit is linear in the embedding. */
function gradientOf(
  embedding: Float32Array,
  { hiddenBias, table }: ModelWeights,
  { target, kernel }: HeadWeights,
  labelIndex: number,
): Gradient {
  const values = new Float64Array(table.dimensions);
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    if ((embedding[index] ?? 0) + (hiddenBias[index] ?? 0) <= 0) continue;
    const value = (kernel[index * target.labels.length + labelIndex] ?? 0) / target.temperature;
    values[index] = value;
    sum += value;
  }
  return { values, sum };
}

/**
 * Exact contributions: a word's share follows from its own vectors; a bigram's share is split between its two words.
 * @param content the text that `text` was made from
 */
export function explainLabel(
  content: string,
  text: EmbeddedText,
  embedding: Float32Array,
  weights: ModelWeights,
  head: HeadWeights,
  labelIndex: number,
): Explanation {
  const { dimensions } = weights.table;
  const gradient = gradientOf(embedding, weights, head, labelIndex);
  const bias =
    dot(weights.hiddenBias, 0, gradient.values) + (head.bias[labelIndex] ?? 0) / head.target.temperature;
  const sums = new Map<object, Sum>();
  let previous: Sum | undefined;
  for (const { entry, start, end, share, bigramRow, bigramShare } of text.words) {
    let sum = sums.get(entry);
    if (sum === undefined) {
      sum = { start, end, contribution: 0 };
      sums.set(entry, sum);
    }
    sum.contribution +=
      share *
      (dot(entry.vectors, 0, gradient.values) * text.wordScale +
        dot(entry.vectors, dimensions, gradient.values) * text.characterScale);
    if (bigramRow >= 0 && previous !== undefined) {
      const weight = bigramShare * (weights.idf[bigramRow] ?? 0) * text.wordScale;
      const half = (rowDot(weights.table, bigramRow, gradient) * weight) / 2;
      previous.contribution += half;
      sum.contribution += half;
    }
    previous = sum;
  }
  const words = Array.from(sums.values(), ({ start, end, contribution }) => ({
    text: content.slice(start, end),
    start,
    end,
    contribution,
  }));
  words.sort(
    (left, right) => Math.abs(right.contribution) - Math.abs(left.contribution) || left.start - right.start,
  );
  return {
    target: head.target.name,
    label: head.target.labels[labelIndex] ?? '',
    logit: words.reduce((sum, word) => sum + word.contribution, bias),
    bias,
    words,
  };
}

import type { Evidence } from '../schema/index.ts';
import type { EmbeddedText } from './embedder.ts';
import type { HeadWeights, ModelWeights } from './model-weights.ts';
import { addRow } from './quantised-table.ts';

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
  readonly raw: string;
  contribution: number;
}

function dot(left: ArrayLike<number>, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < right.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

/**
 * Exact contributions: with the ReLU's open units held fixed the model is linear in its words, so that a word's
 * share follows from its own vectors; a bigram's share is split between its two words.
 */
export function explainLabel(
  text: EmbeddedText,
  embedding: Float32Array,
  weights: ModelWeights,
  head: HeadWeights,
  labelIndex: number,
): Explanation {
  const { dimensions } = weights.table;
  const labels = head.target.labels.length;
  const gradient = new Float64Array(dimensions);
  for (let index = 0; index < dimensions; index += 1) {
    const isOpen = (embedding[index] ?? 0) + (weights.hiddenBias[index] ?? 0) > 0;
    if (isOpen) gradient[index] = (head.kernel[index * labels + labelIndex] ?? 0) / head.target.temperature;
  }
  const bias = dot(weights.hiddenBias, gradient) + (head.bias[labelIndex] ?? 0) / head.target.temperature;
  const sums = new Map<object, Sum>();
  let previous: Sum | undefined;
  const pair = new Float64Array(dimensions);
  for (const { entry, start, end, raw, bigramRow } of text.words) {
    const sum = sums.get(entry) ?? { start, end, raw, contribution: 0 };
    sums.set(entry, sum);
    sum.contribution +=
      dot(entry.word, gradient) * text.wordScale + dot(entry.characters, gradient) * text.characterScale;
    if (bigramRow >= 0 && previous !== undefined) {
      pair.fill(0);
      addRow(weights.table, bigramRow, (weights.idf[bigramRow] ?? 0) * text.wordScale, pair);
      const half = dot(pair, gradient) / 2;
      previous.contribution += half;
      sum.contribution += half;
    }
    previous = sum;
  }
  const words = Array.from(sums.values(), ({ start, end, raw, contribution }) => ({
    text: raw,
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

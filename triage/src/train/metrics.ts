import { createRandom } from './random.ts';

/** One answer of a model beside the truth. */
export interface Judged {
  readonly label: string;
  readonly truth: string;
  /** Of `label`. */
  readonly probability: number;
}

export interface TargetMetrics {
  readonly accuracy: number;
  /** Mean F1 over the labels that occur, as truth or as answer. */
  readonly macroF1: number;
  /** Expected calibration error: 15 bins of equal width over the probability of the answer (Guo et al. 2017). */
  readonly ece: number;
  /** What `ece` would stay below in 95 of 100 draws if the model were perfectly calibrated. */
  readonly eceNull95: number;
  /** Accuracy among the most certain 80 and 90 %. */
  readonly accuracyAtCoverage: { readonly '0.8': number; readonly '0.9': number };
  /** The largest share, most certain first, that is 95 % right. */
  readonly coverageAtAccuracy: { readonly '0.95': number };
}

const bins = 15;
const nullDraws = 1_000;

function calibrationError(probabilities: Float64Array, isRight: (index: number) => boolean): number {
  const gaps = new Float64Array(bins);
  for (const [index, probability] of probabilities.entries()) {
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    gaps[bin] = (gaps[bin] ?? 0) + probability - (isRight(index) ? 1 : 0);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / probabilities.length;
}

function macroF1Of(judged: readonly Judged[]): number {
  const counts = new Map<string, { right: number; answered: number; true: number }>();
  const countOf = (label: string) => {
    const known = counts.get(label) ?? { right: 0, answered: 0, true: 0 };
    counts.set(label, known);
    return known;
  };
  for (const { label, truth } of judged) {
    countOf(label).answered += 1;
    countOf(truth).true += 1;
    if (label === truth) countOf(label).right += 1;
  }
  let sum = 0;
  for (const count of counts.values()) sum += (2 * count.right) / (count.answered + count.true);
  return sum / counts.size;
}

/** @param judged at least one. */
export function metricsOf(judged: readonly Judged[]): TargetMetrics {
  const sorted = [...judged].sort((left, right) => right.probability - left.probability);
  const probabilities = Float64Array.from(sorted, ({ probability }) => probability);
  const rightUpTo = new Int32Array(sorted.length + 1);
  for (const [index, { label, truth }] of sorted.entries()) {
    rightUpTo[index + 1] = (rightUpTo[index] ?? 0) + (label === truth ? 1 : 0);
  }
  const accuracyOfFirst = (count: number) => (rightUpTo[count] ?? 0) / Math.max(1, count);
  const accuracyAt = (coverage: number) => accuracyOfFirst(Math.max(1, Math.round(sorted.length * coverage)));
  let covered = sorted.length;
  while (covered > 0 && accuracyOfFirst(covered) < 0.95) covered -= 1;
  const random = createRandom(1);
  const nulls = Float64Array.from({ length: nullDraws }, () => {
    return calibrationError(probabilities, (index) => random.next() < (probabilities[index] ?? 0));
  }).sort();
  return {
    accuracy: accuracyOfFirst(sorted.length),
    macroF1: macroF1Of(judged),
    ece: calibrationError(probabilities, (index) => sorted[index]?.label === sorted[index]?.truth),
    eceNull95: nulls[Math.ceil(nullDraws * 0.95) - 1] ?? 0,
    accuracyAtCoverage: { '0.8': accuracyAt(0.8), '0.9': accuracyAt(0.9) },
    coverageAtAccuracy: { '0.95': covered / sorted.length },
  };
}

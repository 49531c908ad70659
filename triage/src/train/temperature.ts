/** Logits of texts with known labels, for one target. */
export interface LabelledLogits {
  /** `[texts, labels]`, row-major. */
  readonly logits: Float32Array;
  /** Label per text; -1 for none. */
  readonly values: Int32Array;
  readonly labels: number;
}

/** Mean negative log-likelihood at a temperature; 0 without labelled texts. */
export function negativeLogLikelihood(
  { logits, values, labels }: LabelledLogits,
  temperature: number,
): number {
  let sum = 0;
  let count = 0;
  for (const [text, value] of values.entries()) {
    if (value < 0) continue;
    const start = text * labels;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < labels; label += 1) greatest = Math.max(greatest, logits[start + label] ?? 0);
    let exponentials = 0;
    for (let label = 0; label < labels; label += 1) {
      exponentials += Math.exp(((logits[start + label] ?? 0) - greatest) / temperature);
    }
    sum += Math.log(exponentials) - ((logits[start + value] ?? 0) - greatest) / temperature;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

const range = { least: Math.log(0.05), most: Math.log(20) } as const;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature that makes held-out labels most likely (Guo et al. 2017), by golden-section search over its
 * logarithm: the likelihood is unimodal in it.
 */
export function fitTemperature(labelled: LabelledLogits): number {
  if (!labelled.values.some((value) => value >= 0)) return 1;
  let low: number = range.least;
  let high: number = range.most;
  for (let iteration = 0; iteration < 40; iteration += 1) {
    const left = high - goldenRatio * (high - low);
    const right = low + goldenRatio * (high - low);
    const isLeftBetter =
      negativeLogLikelihood(labelled, Math.exp(left)) < negativeLogLikelihood(labelled, Math.exp(right));
    if (isLeftBetter) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

import { createRandom } from '@signalbox/triage/train';
import { quantile } from './statistics.ts';

const draws = 10_000;

/**
 * Mean of the differences with its 95 % interval by the percentile bootstrap (Efron, Tibshirani 1993).
 * @param differences one per row: what one classifier scored minus what the other did on the same row
 */
export function pairedBootstrap(differences: readonly number[]): {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
} {
  const random = createRandom(1);
  const count = differences.length;
  const means = Array.from({ length: draws }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn += 1) sum += differences[random.below(count)] ?? 0;
    return sum / count;
  });
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / count;
  return { mean, low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

import { judge } from './judge.ts';
import type { Network } from './network.ts';
import { copyOf, restore } from './parameters.ts';
import { type Random, shuffle } from './random.ts';
import { fitTemperature, type LabelledLogits, negativeLogLikelihood } from './temperature.ts';
import { epochsFor, type TrainingOptions } from './training-options.ts';
import type { TrainingProgress } from './training-progress.ts';

export interface Fit {
  readonly network: Network;
  readonly training: Int32Array;
  readonly options: TrainingOptions;
  readonly held: () => Promise<LabelledLogits[]>;
  readonly targets: readonly { readonly labels: readonly string[] }[];
  readonly random: Random;
  readonly onProgress: (progress: TrainingProgress) => void;
  readonly signal: AbortSignal | undefined;
}

/** Fewer held-out texts say less about an epoch than their draw does: the last is kept. */
const leastJudges = 100;
/** Steps are computed without a pause; without these, neither a signal nor a timer would be heard. */
const stepsPerTurn = 16;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Trains with linearly falling rates, keeps the epoch that makes the held-out labels most likely; says which. */
export async function fit({
  network,
  training,
  options,
  held,
  targets,
  random,
  onProgress,
  signal,
}: Fit): Promise<number> {
  const order = training.slice();
  const epochs = epochsFor(training.length, options);
  const steps = Math.ceil(order.length / options.batchSize) * epochs;
  let done = 0;
  let best = { epoch: 0, likelihood: Number.POSITIVE_INFINITY, saved: copyOf(network.parameters) };
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle(order, random);
    let loss = 0;
    for (let start = 0; start < order.length; start += options.batchSize) {
      if (done % stepsPerTurn === 0) {
        await nextTurn();
        signal?.throwIfAborted();
      }
      const batch = order.subarray(start, start + options.batchSize);
      const remaining = 1 - done / steps;
      const rates = {
        table: options.learningRates.table * remaining,
        dense: options.learningRates.dense * remaining,
      };
      loss += (await network.step(batch, rates)) * batch.length;
      done += 1;
    }
    const labelled = await held();
    const likelihood = labelled.reduce(
      (sum, target) => sum + negativeLogLikelihood(target, fitTemperature(target)),
      0,
    );
    const shares = labelled.map((target, index) => {
      const judged = judge(target, targets[index]?.labels ?? [], 1);
      return judged.filter(({ label, truth }) => label === truth).length / Math.max(1, judged.length);
    });
    const accuracy = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    onProgress({ stage: 'epoch', epoch, epochs, loss: loss / order.length, accuracy });
    const isBetter =
      likelihood < best.likelihood || !labelled.some(({ values }) => values.length >= leastJudges);
    if (isBetter) best = { epoch, likelihood, saved: copyOf(network.parameters) };
    else if (epoch - best.epoch >= options.patience) break;
  }
  restore(network.parameters, best.saved);
  return best.epoch;
}

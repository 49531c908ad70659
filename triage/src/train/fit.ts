import type { Network } from './network.ts';
import { type Random, shuffle } from './random.ts';

export interface Fit {
  readonly network: Network;
  readonly texts: Int32Array;
  readonly epochs: number;
  readonly batchSize: number;
  /** At the first step; they fall linearly to zero. */
  readonly rates: { readonly table: number; readonly dense: number };
  readonly random: Random;
  readonly onEpoch: (epoch: number, loss: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Steps are computed without a pause; without these, neither a signal nor a timer would be heard. */
const stepsPerTurn = 16;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Trains a network with linearly falling rates. */
export async function fit(options: Fit): Promise<void> {
  const { network, epochs, batchSize, rates, random, onEpoch, signal } = options;
  const order = options.texts.slice();
  const steps = Math.ceil(order.length / batchSize) * epochs;
  let done = 0;
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle(order, random);
    let loss = 0;
    for (let start = 0; start < order.length; start += batchSize) {
      if (done % stepsPerTurn === 0) {
        await nextTurn();
        signal?.throwIfAborted();
      }
      const batch = order.subarray(start, start + batchSize);
      const remaining = 1 - done / steps;
      loss +=
        (await network.step(batch, { table: rates.table * remaining, dense: rates.dense * remaining })) *
        batch.length;
      done += 1;
    }
    onEpoch(epoch, loss / order.length);
  }
}

import type { CorpusTarget } from './corpus.ts';
import type { Ensemble } from './ensemble.ts';
import type { Split } from './split.ts';
import type { LabelledLogits } from './temperature.ts';

/**
 * What an ensemble says of the texts that were held out from it, per target. A text whose label it had no chance to
 * learn counts as unlabelled: the model that is shipped has learnt it.
 */
export async function heldOutLogits(
  ensemble: Ensemble,
  targets: readonly CorpusTarget[],
  { training, held }: Split,
): Promise<LabelledLogits[]> {
  const logits = await ensemble.logits(held);
  return targets.map(({ labels, values }, index) => {
    const learnt = new Set(training.map((text) => values[text] ?? -1));
    return {
      logits: logits[index] ?? new Float32Array(0),
      values: Int32Array.from(held, (text) => {
        const value = values[text] ?? -1;
        return learnt.has(value) ? value : -1;
      }),
      labels: labels.length,
    };
  });
}

/** The parts of one target one after the other. */
export function joined(parts: readonly LabelledLogits[]): LabelledLogits {
  const logits = new Float32Array(parts.reduce((sum, part) => sum + part.logits.length, 0));
  const values = new Int32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let logitsEnd = 0;
  let valuesEnd = 0;
  for (const part of parts) {
    logits.set(part.logits, logitsEnd);
    values.set(part.values, valuesEnd);
    logitsEnd += part.logits.length;
    valuesEnd += part.values.length;
  }
  return { logits, values, labels: parts[0]?.labels ?? 0 };
}

import type { Judged } from './metrics.ts';
import type { LabelledLogits } from './temperature.ts';

/** The best label per text beside the truth, at a temperature. */
export function judge(
  { logits, values, labels }: LabelledLogits,
  names: readonly string[],
  temperature: number,
): Judged[] {
  const judged: Judged[] = [];
  for (const [text, value] of values.entries()) {
    if (value < 0) continue;
    const row = logits.subarray(text * labels, (text + 1) * labels);
    const greatest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((total, logit) => total + Math.exp((logit - greatest) / temperature), 0);
    judged.push({
      label: names[row.indexOf(greatest)] ?? '',
      truth: names[value] ?? '',
      probability: 1 / sum,
    });
  }
  return judged;
}

import { fitTemperature, type LabelledLogits } from './temperature.ts';

/** What is learnt of a target from texts that its parameters never saw. */
export interface Calibration {
  readonly temperature: number;
  /** Of the texts' energies, evenly spaced; empty without texts. */
  readonly energyQuantiles: readonly number[];
}

/** Fewer labelled texts say too little: the logits stay as they are. */
const leastTexts = 20;
const quantileSteps = 200;

/** ln Σ exp(logit / temperature) of each labelled text, rising. */
function energies({ logits, values, labels }: LabelledLogits, temperature: number): Float64Array {
  const known = Array.from(values.keys()).filter((text) => (values[text] ?? -1) >= 0);
  return Float64Array.from(known, (text) => {
    const row = logits.subarray(text * labels, (text + 1) * labels);
    const greatest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((total, logit) => total + Math.exp((logit - greatest) / temperature), 0);
    return greatest / temperature + Math.log(sum);
  }).sort();
}

export function calibrate(labelled: LabelledLogits): Calibration {
  const texts = labelled.values.reduce((count, value) => count + (value >= 0 ? 1 : 0), 0);
  if (texts < leastTexts) return { temperature: 1, energyQuantiles: [] };
  const temperature = fitTemperature(labelled);
  const sorted = energies(labelled, temperature);
  const energyQuantiles = Array.from({ length: quantileSteps + 1 }, (_, step) => {
    const place = (step / quantileSteps) * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? below;
    return Math.round((below + (above - below) * (place - Math.floor(place))) * 1e4) / 1e4;
  });
  return { temperature, energyQuantiles };
}

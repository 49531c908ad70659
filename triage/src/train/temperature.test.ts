import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { fitTemperature, negativeLogLikelihood } from './temperature.ts';

/** Labels drawn from the softmax of the logits themselves: their true temperature is 1. */
function honestSample(rows: number, labels: number) {
  const random = createRandom(5);
  const logits = Float32Array.from({ length: rows * labels }, () => random.next() * 6 - 3);
  const values = Int32Array.from({ length: rows }, (_, row) => {
    const weights = Array.from(logits.subarray(row * labels, (row + 1) * labels), Math.exp);
    let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
  });
  return { logits, values, labels };
}

describe('fitTemperature', () => {
  const honest = honestSample(20_000, 4);

  it('leaves honest logits alone', () => {
    expect(fitTemperature(honest)).toBeCloseTo(1, 1);
  });

  it('undoes exaggeration and modesty', () => {
    for (const factor of [0.2, 3]) {
      const scaled = { ...honest, logits: honest.logits.map((logit) => logit * factor) };
      expect(fitTemperature(scaled) / factor).toBeCloseTo(1, 1);
    }
  });

  it('is 1 where no row has a label, and finite where every answer is right', () => {
    expect(fitTemperature({ logits: new Float32Array(4), values: Int32Array.of(-1, -1), labels: 2 })).toBe(1);
    const perfect = { logits: Float32Array.of(5, 0, 5, 0), values: Int32Array.of(0, 0), labels: 2 };
    expect(fitTemperature(perfect)).toBeGreaterThan(0);
    expect(negativeLogLikelihood(perfect, fitTemperature(perfect))).toBeGreaterThanOrEqual(0);
  });
});

import { expect, it } from 'vitest';
import { scopeMetricsOf } from './scope-metrics.ts';

const scores = (typicalities: number[]) =>
  typicalities.map((typicality) => ({ typicality, probability: 0.5 }));

it('counts pairs in the right order, ties half', () => {
  const { auroc, aurocOfProbability, rows } = scopeMetricsOf(scores([0.9, 0.5, 0.2]), scores([0.5, 0.1]));
  expect(auroc).toBeCloseTo((2 + 1.5 + 1) / 6, 12);
  expect(aurocOfProbability).toBe(0.5);
  expect(rows).toBe(2);
});

it('says what a threshold of stated recall keeps and notices', () => {
  const inScope = scores(Array.from({ length: 100 }, (_, index) => (index + 0.5) / 100));
  const { atRecall } = scopeMetricsOf(inScope, scores([0, 0.015, 0.3, 0.8]));
  expect(atRecall['0.98']).toEqual({ kept: 0.98, noticed: 0.5 });
  expect(atRecall['0.9']?.kept).toBeCloseTo(0.9, 12);
});

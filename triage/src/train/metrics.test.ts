import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Judged, metricsOf } from './metrics.ts';

const judged = fc.record({
  label: fc.constantFrom('a', 'b', 'c'),
  truth: fc.constantFrom('a', 'b', 'c'),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('metricsOf', () => {
  it('counts what is right, per label and by certainty', () => {
    const answers: Judged[] = [
      { label: 'a', truth: 'a', probability: 0.99 },
      { label: 'a', truth: 'a', probability: 0.9 },
      { label: 'b', truth: 'b', probability: 0.8 },
      { label: 'b', truth: 'a', probability: 0.7 },
      { label: 'a', truth: 'b', probability: 0.6 },
    ];
    const metrics = metricsOf(answers);
    expect(metrics.accuracy).toBeCloseTo(0.6);
    // a: 2 right, 3 answered, 3 true; b: 1 right, 2 answered, 2 true.
    expect(metrics.macroF1).toBeCloseTo((2 / 3 + 0.5) / 2);
    expect(metrics.accuracyAtCoverage['0.8']).toBeCloseTo(3 / 4);
    expect(metrics.coverageAtAccuracy['0.95']).toBeCloseTo(3 / 5);
  });

  it('measures the gap between certainty and accuracy', () => {
    const overconfident = Array.from({ length: 100 }, (_, index) => ({
      label: 'a',
      truth: index < 60 ? 'a' : 'b',
      probability: 0.9,
    }));
    expect(metricsOf(overconfident).ece).toBeCloseTo(0.3);
    expect(metricsOf(overconfident).eceNull95).toBeLessThan(0.1);
  });

  it('gives shares for any answers, never NaN', () => {
    fc.assert(
      fc.property(fc.array(judged, { minLength: 1, maxLength: 60 }), (answers) => {
        const { accuracyAtCoverage, coverageAtAccuracy, ...rest } = metricsOf(answers);
        for (const share of [
          ...Object.values(rest),
          ...Object.values(accuracyAtCoverage),
          ...Object.values(coverageAtAccuracy),
        ]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Judged, metricsOf } from '../train/index.ts';
import { createRandom } from '../train/random.ts';
import { chartNames, chartsOf, curvesOf } from './target-charts.ts';

const judgedRows = fc.array(
  fc.record({
    label: fc.constantFrom('a', 'b', '<c> & "d"'),
    truth: fc.constantFrom('a', 'b', 'e'),
    probability: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Right as often as stated, or `gap` less often. */
function rowsWith(gap: number, seed: number): Judged[] {
  const random = createRandom(seed);
  return Array.from({ length: 3_000 }, () => {
    const probability = 0.4 + 0.6 * random.next();
    return { label: 'a', truth: random.next() < probability - gap ? 'a' : 'b', probability };
  });
}

describe('curves', () => {
  it('end at all answers, and agree with the metrics', () => {
    fc.assert(
      fc.property(judgedRows, (judged) => {
        const { coverage, precisionRecall, reliability } = curvesOf(judged);
        const metrics = metricsOf(judged);
        expect(coverage.at(-1)?.coverage).toBe(1);
        expect(coverage.at(-1)?.accuracy).toBeCloseTo(metrics.accuracy, 12);
        expect(reliability.reduce((sum, { rows }) => sum + rows, 0)).toBe(judged.length);
        const ece = reliability.reduce(
          (sum, { rows, stated, right }) => sum + (rows / judged.length) * Math.abs(stated - right),
          0,
        );
        expect(ece).toBeCloseTo(metrics.ece, 9);
        const f1 = precisionRecall.reduce((sum, label) => sum + label.f1, 0) / precisionRecall.length;
        expect(f1).toBeCloseTo(metrics.macroF1, 9);
        for (const { curve, precision, recall, rows } of precisionRecall) {
          expect(curve.at(-1)?.precision ?? null).toBe(precision);
          if (rows > 0) expect(curve.at(-1)?.recall ?? 0).toBe(recall);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('lie in the band of a perfect model when the model is one, and outside when it is too sure', () => {
    const outside = (gap: number) =>
      curvesOf(rowsWith(gap, 3)).reliability.filter(({ right, band }) => right < band[0] || right > band[1]);
    expect(outside(0).length).toBeLessThanOrEqual(2);
    expect(outside(0.15).length).toBeGreaterThanOrEqual(8);
  });
});

describe('charts', () => {
  it('are drawn for any answers, without a number that is none, and with labels as words', () => {
    fc.assert(
      fc.property(judgedRows, (judged) => {
        const charts = chartsOf('<t>', metricsOf(judged), curvesOf(judged));
        for (const name of chartNames) {
          const { file } = charts[name];
          expect(file).not.toMatch(/NaN|Infinity|undefined|<t>|<c>/);
          expect(file).toContain('&lt;t&gt;');
        }
      }),
      { numRuns: 30 },
    );
  });

  it('draw what lies outside the band in another shape', () => {
    const draw = (gap: number) => {
      const rows = rowsWith(gap, 5);
      return chartsOf('topic', metricsOf(rows), curvesOf(rows)).reliability.file;
    };
    const diamonds = (file: string) => file.match(/<polygon [^>]*class="off"/g)?.length ?? 0;
    // One stands in the legend.
    expect(diamonds(draw(0.15))).toBeGreaterThan(diamonds(draw(0)));
  });

  it('shows a hundred labels at most, and says so', () => {
    const rows = Array.from({ length: 150 }, (_, index) => ({
      label: `label ${index}`,
      truth: `label ${index}`,
      probability: 0.9,
    }));
    const { file } = chartsOf('topic', metricsOf(rows), curvesOf(rows))['precision-recall'];
    expect(file.match(/class="name"/g)).toHaveLength(100);
    expect(file).toContain('the 100 labels with the most rows of 150');
  });
});

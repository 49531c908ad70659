import { type Interval, wilsonInterval } from '../statistics/index.ts';
import type { Judged, TargetMetrics } from './metrics.ts';
import { createRandom } from './random.ts';

/** 95 % intervals of {@link TargetMetrics} over the draw of the rows: how far the figures would move on as many other rows. */
export interface MetricIntervals {
  /** Wilson. */
  readonly accuracy: Interval;
  /** Wilson, for the coverage as given. */
  readonly accuracyAtCoverage: { readonly '0.8': Interval; readonly '0.9': Interval };
  /** Bootstrap, percentiles (Efron 1979). */
  readonly macroF1: Interval;
  /** Bootstrap, percentiles. */
  readonly coverageAtAccuracy: { readonly '0.95': Interval };
}

/** Rows drawn in all, so that a million rows take seconds: 1,000 draws up to 20,000 rows, 100 at least. */
const drawnRows = 20_000_000;
const draws = { least: 100, most: 1_000 } as const;

interface Numbered {
  readonly labels: number;
  /** By falling probability. */
  readonly answers: Int32Array;
  readonly truths: Int32Array;
}

function numbered(sorted: readonly Judged[]): Numbered {
  const numbers = new Map<string, number>();
  const numberOf = (label: string) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  };
  const answers = Int32Array.from(sorted, ({ label }) => numberOf(label));
  const truths = Int32Array.from(sorted, ({ truth }) => numberOf(truth));
  return { labels: numbers.size, answers, truths };
}

/** Macro-F1 and the coverage at 95 % accuracy of rows that were drawn `counts` times each. */
function statisticsOf({ labels, answers, truths }: Numbered, counts: Int32Array): [number, number] {
  const right = new Int32Array(labels);
  const seen = new Int32Array(labels);
  let rows = 0;
  let rightRows = 0;
  let covered = 0;
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const answer = answers[index] ?? 0;
    const truth = truths[index] ?? 0;
    seen[answer] = (seen[answer] ?? 0) + count;
    seen[truth] = (seen[truth] ?? 0) + count;
    rows += count;
    if (answer === truth) {
      right[answer] = (right[answer] ?? 0) + count;
      rightRows += count;
    }
    if (rightRows >= 0.95 * rows) covered = rows;
  }
  let sum = 0;
  let occurring = 0;
  for (const [label, count] of seen.entries()) {
    if (count === 0) continue;
    occurring += 1;
    sum += (2 * (right[label] ?? 0)) / count;
  }
  return [sum / Math.max(1, occurring), covered / rows];
}

function percentiles(values: Float64Array): Interval {
  const sorted = values.sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.025), at(0.975)];
}

/** @param judged at least one. The same rows give the same intervals. */
export function intervalsOf(judged: readonly Judged[], metrics: TargetMetrics): MetricIntervals {
  const rows = judged.length;
  const sorted = numbered(judged.toSorted((left, right) => right.probability - left.probability));
  const drawCount = Math.min(draws.most, Math.max(draws.least, Math.floor(drawnRows / rows)));
  const macroF1 = new Float64Array(drawCount);
  const coverage = new Float64Array(drawCount);
  const counts = new Int32Array(rows);
  const random = createRandom(1);
  for (let draw = 0; draw < drawCount; draw += 1) {
    counts.fill(0);
    for (let row = 0; row < rows; row += 1) {
      const drawn = Math.floor(random.next() * rows);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    [macroF1[draw], coverage[draw]] = statisticsOf(sorted, counts);
  }
  const covered = (share: '0.8' | '0.9'): Interval => {
    const n = Math.max(1, Math.round(rows * Number(share)));
    return wilsonInterval(metrics.accuracyAtCoverage[share] * n, n);
  };
  return {
    accuracy: wilsonInterval(metrics.accuracy * rows, rows),
    accuracyAtCoverage: { '0.8': covered('0.8'), '0.9': covered('0.9') },
    macroF1: percentiles(macroF1),
    coverageAtAccuracy: { '0.95': percentiles(coverage) },
  };
}

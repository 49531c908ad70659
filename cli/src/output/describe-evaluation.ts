import type { Evaluation, MetricIntervals, ScopeMetrics } from '@signalbox/triage/train';
import { paint } from './paint.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const percents = ([lower, upper]: readonly [number, number]): string =>
  `(${(lower * 100).toFixed(1)} to ${(upper * 100).toFixed(1)})`;

function describeScope({ rows, auroc, aurocOfProbability, atRecall }: ScopeMetrics): string[] {
  const kept = atRecall['0.98'];
  return [
    `    out of scope       AUROC ${auroc.toFixed(3)} for typicality, ${aurocOfProbability.toFixed(3)} for the probability (${rows} texts)`,
    ...(kept === undefined
      ? []
      : [
          `    leastTypicality    0.02: ${percent(kept.kept)} of the rows stay in scope, ${percent(kept.noticed)} of the others are noticed`,
        ]),
  ];
}

/** An evaluation in words; every figure with its 95 % interval. */
export function describeEvaluation(
  { rows, targets, textsPerSecond, latencyMs, model }: Evaluation,
  intervals: Readonly<Record<string, MetricIntervals>>,
): string {
  const lines = [
    paint('bold', `${rows} rows, model ${model.id} (${(model.bytes / 1e6).toFixed(1)} MB, ${model.backend})`),
  ];
  for (const [name, metrics] of Object.entries(targets)) {
    const within = intervals[name];
    if (within === undefined) continue;
    const { accuracyAtCoverage, coverageAtAccuracy } = metrics;
    const covered = within.accuracyAtCoverage;
    const [macroLower, macroUpper] = within.macroF1;
    lines.push(
      `  ${paint('bold', name)}`,
      `    accuracy           ${percent(metrics.accuracy)} ${percents(within.accuracy)}`,
      `    macro-F1           ${metrics.macroF1.toFixed(3)} (${macroLower.toFixed(3)} to ${macroUpper.toFixed(3)})`,
      `    calibration error  ${metrics.ece.toFixed(4)} (a perfect model stays below ${metrics.eceNull95.toFixed(4)} in 95 of 100 draws)`,
      `    most certain 80 %  ${percent(accuracyAtCoverage['0.8'])} right ${percents(covered['0.8'])}; 90 %: ${percent(accuracyAtCoverage['0.9'])} ${percents(covered['0.9'])}`,
      `    at 95 % right      ${percent(coverageAtAccuracy['0.95'])} of the rows ${percents(within.coverageAtAccuracy['0.95'])}`,
    );
    if (metrics.outOfScope !== undefined) lines.push(...describeScope(metrics.outOfScope));
  }
  lines.push(
    `  ${Math.round(textsPerSecond)} texts per second; alone ${latencyMs.p50.toFixed(3)} ms (p50), ${latencyMs.p99.toFixed(3)} ms (p99)`,
    paint(
      'dim',
      '  In brackets: 95 % intervals over the draw of the rows (Wilson; bootstrap for macro-F1 and the last).',
    ),
  );
  return lines.join('\n');
}

import type { Judged, TargetMetrics } from '../train/index.ts';
import { type Chart, coverageChart, precisionRecallChart, reliabilityDiagram } from './charts/index.ts';
import { type CoveragePoint, coverageCurve } from './coverage-curve.ts';
import { type LabelCurve, precisionRecall } from './precision-recall.ts';
import { type ReliabilityBin, reliabilityBins } from './reliability.ts';

export interface TargetCurves {
  readonly reliability: readonly ReliabilityBin[];
  readonly coverage: readonly CoveragePoint[];
  readonly precisionRecall: readonly LabelCurve[];
}

export function curvesOf(judged: readonly Judged[]): TargetCurves {
  return {
    reliability: reliabilityBins(judged),
    coverage: coverageCurve(judged),
    precisionRecall: precisionRecall(judged),
  };
}

export const chartNames = ['reliability', 'coverage', 'precision-recall'] as const;
export type ChartName = (typeof chartNames)[number];

/** The charts of one target's answers. */
export function chartsOf(
  name: string,
  metrics: TargetMetrics,
  curves: TargetCurves,
): Readonly<Record<ChartName, Chart>> {
  return {
    reliability: reliabilityDiagram(name, metrics, curves.reliability),
    coverage: coverageChart(name, metrics, curves.coverage),
    'precision-recall': precisionRecallChart(name, curves.precisionRecall),
  };
}

import type { ArtifactDescription, LoadedClassifier } from '../model/index.ts';
import type {
  DataFile,
  EvaluatedAnswer,
  Evaluation,
  MetricIntervals,
  TargetMetrics,
} from '../train/index.ts';
import { type ConfidentError, confidentErrors } from './confident-errors.ts';
import { type ConfusionCell, confusionOf } from './confusion.ts';
import type { LabelCurve } from './precision-recall.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { curvesOf, type TargetCurves } from './target-charts.ts';
import { type TopWord, topWords } from './top-words.ts';
import { trainingFacts } from './training-facts.ts';

/** A label among the measured rows. */
export interface LabelReport extends Omit<LabelCurve, 'curve'> {
  /** Its share of the training rows; null: the model does not know it. */
  readonly trainingShare: number | null;
  /** About so many, where the artifact says how many rows there were. */
  readonly trainingRows: number | null;
  readonly words: readonly TopWord[];
}

export interface TargetReport {
  /** The model's target. */
  readonly target: string;
  readonly rows: number;
  readonly metrics: TargetMetrics;
  readonly intervals: MetricIntervals;
  readonly labels: readonly LabelReport[];
  readonly confusion: readonly ConfusionCell[];
  readonly errors: readonly ConfidentError[];
  /** By column. */
  readonly segments: Readonly<Record<string, readonly Segment[]>>;
  readonly curves: TargetCurves;
}

/** How a model does on labelled rows, and why. */
export interface ModelReport {
  readonly model: Evaluation['model'];
  readonly title: string | null;
  readonly rows: number;
  readonly file: DataFile;
  readonly where: readonly string[];
  /** The estimated share of these rows that the model has learnt from, 0-1. */
  readonly learntShare: number;
  readonly textsPerSecond: number;
  readonly latencyMs: Evaluation['latencyMs'];
  /** By column. */
  readonly targets: Readonly<Record<string, TargetReport>>;
}

export interface ReportInput {
  readonly classifier: LoadedClassifier;
  readonly description: ArtifactDescription;
  readonly evaluation: Evaluation;
  readonly intervals: Readonly<Record<string, MetricIntervals>>;
  readonly answers: Readonly<Record<string, readonly EvaluatedAnswer[]>>;
  /** The model's target by column. */
  readonly targets: Readonly<Record<string, string>>;
  readonly segments: readonly string[];
  readonly file: DataFile;
  readonly where: readonly string[];
  readonly learntShare: number;
}

function labelReports(
  curves: TargetCurves,
  target: ArtifactDescription['targets'][number] | undefined,
  trainingRows: number | undefined,
  words: ReadonlyMap<string, readonly TopWord[]>,
): LabelReport[] {
  const priors = new Map(target?.labels.map((label, index) => [label, target.prior[index] ?? 0]));
  return curves.precisionRecall.map(({ curve: _, ...label }) => {
    const trainingShare = priors.get(label.label) ?? null;
    const known = trainingShare !== null && trainingRows !== undefined;
    return {
      ...label,
      trainingShare,
      trainingRows: known ? Math.round(trainingShare * trainingRows) : null,
      words: words.get(label.label) ?? [],
    };
  });
}

export function modelReport(input: ReportInput): ModelReport {
  const { classifier, description, evaluation } = input;
  const facts = trainingFacts(description);
  const targets = Object.entries(evaluation.targets).flatMap(([column, metrics]) => {
    const answers = input.answers[column] ?? [];
    const target = input.targets[column] ?? column;
    const intervals = input.intervals[column];
    if (intervals === undefined) return [];
    const curves = curvesOf(answers);
    const described = description.targets.find(({ name }) => name === target);
    const report: TargetReport = {
      target,
      rows: answers.length,
      metrics,
      intervals,
      labels: labelReports(curves, described, facts.trainingRows, topWords(classifier, target, answers)),
      confusion: confusionOf(answers),
      errors: confidentErrors(classifier, target, answers),
      segments: Object.fromEntries(input.segments.map((segment) => [segment, segmentsOf(segment, answers)])),
      curves,
    };
    return [[column, report] as const];
  });
  return {
    model: evaluation.model,
    title: facts.origin?.about.title ?? null,
    rows: evaluation.rows,
    file: input.file,
    where: input.where,
    learntShare: input.learntShare,
    textsPerSecond: evaluation.textsPerSecond,
    latencyMs: evaluation.latencyMs,
    targets: Object.fromEntries(targets),
  };
}

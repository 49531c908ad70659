import { createMasker, type LoadedClassifier } from '@signalbox/triage/model';
import {
  type EvaluatedAnswer,
  type Evaluation,
  evaluateClassifier,
  intervalsOf,
  type MetricIntervals,
  readRecords,
  recordTexts,
  trainingRows,
} from '@signalbox/triage/train';
import { createProgress } from '../output/index.ts';
import { abortOnInterrupt, collectBadRows, parseWhere } from './model-options.ts';
import { modelTargets } from './model-targets.ts';

/** What the commands that measure a model are given. */
export interface MeasureOptions {
  readonly data: string;
  readonly text: readonly string[];
  readonly target: readonly string[];
  readonly where?: readonly string[] | undefined;
  readonly segment?: readonly string[] | undefined;
  /** A file with texts that the model was not made for. */
  readonly outOfScope?: string | undefined;
  readonly strict: boolean;
}

export interface Measurement {
  readonly evaluation: Evaluation;
  /** By column, as in `evaluation.targets`. */
  readonly intervals: Readonly<Record<string, MetricIntervals>>;
  readonly answers: Readonly<Record<string, readonly EvaluatedAnswer[]>>;
  /** The model's target by column. */
  readonly targets: Readonly<Record<string, string>>;
}

/** Asks a model all rows of a file, with progress, and holds its answers against the labels. */
export async function measureModel(
  classifier: LoadedClassifier,
  options: MeasureOptions,
): Promise<Measurement> {
  const signal = abortOnInterrupt();
  const progress = createProgress();
  const badRows = collectBadRows(options.data, options.strict);
  const targets = modelTargets(options.target, classifier);
  const answers: Record<string, EvaluatedAnswer[]> = Object.fromEntries(
    Object.keys(targets).map((column) => [column, []]),
  );
  const rows = trainingRows(
    readRecords(options.data, signal),
    {
      text: options.text,
      targets: Object.keys(targets).map((column) => ({ name: column, column })),
      segments: options.segment,
      where: (options.where ?? []).map(parseWhere),
    },
    badRows.add,
  );
  const evaluation = await evaluateClassifier(classifier, rows, {
    targets,
    outOfScope:
      options.outOfScope === undefined
        ? undefined
        : recordTexts(
            readRecords(options.outOfScope, signal),
            options.text,
            collectBadRows(options.outOfScope, options.strict).add,
          ),
    masker: classifier.maskingVersion === null ? null : createMasker(),
    signal,
    onProgress: (count) => progress.update(`${count} rows`),
    onAnswer: (answer) => answers[answer.name]?.push(answer),
  });
  const leftOut = badRows.count === 0 ? '' : `, ${badRows.count} left out`;
  progress.done(`${evaluation.rows} rows evaluated${leftOut}`);
  const intervals = Object.fromEntries(
    Object.entries(evaluation.targets).map(([column, metrics]) => [
      column,
      intervalsOf(answers[column] ?? [], metrics),
    ]),
  );
  return { evaluation, intervals, answers, targets };
}

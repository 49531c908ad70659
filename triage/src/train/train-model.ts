import { SignalboxError } from '@signalbox/sdk/errors';
import {
  type ArtifactSource,
  type BackendName,
  cpuBackend,
  createMasker,
  openFirst,
  wasmBackend,
} from '../model/index.ts';
import type { SyntheticRows } from './augment.ts';
import { calibrate } from './calibration.ts';
import { chooseNormaliser } from './choose-normaliser.ts';
import { chooseRecipe, type Trial } from './choose-recipe.ts';
import { readCorpus } from './corpus.ts';
import { learnVocabulary, tokenFeatures } from './encoding.ts';
import { type Ensemble, type TrainingContext, trainEnsemble } from './ensemble.ts';
import { exportArtifact } from './export-artifact.ts';
import { heldOutLogits, joined } from './held-out-logits.ts';
import { judge } from './judge.ts';
import { learnableTargets, type RareLabel } from './learnable-targets.ts';
import { intervalsOf, type MetricIntervals } from './metric-intervals.ts';
import { metricsOf, type TargetMetrics } from './metrics.ts';
import { planTraining } from './plan.ts';
import { plainRecipe, type Recipe } from './recipe.ts';
import { extendVocabulary, openRepresentation } from './representation.ts';
import { sketchCorpus } from './row-sketch.ts';
import { labelledTexts } from './split.ts';
import type { LabelledLogits } from './temperature.ts';
import { defaultTrainingOptions, type TrainingOptions } from './training-options.ts';
import type { TrainingProgress } from './training-progress.ts';
import type { TrainingRow } from './training-row.ts';

/** Metrics with the number of calibration texts that have the target, and 95 % intervals. */
export interface CalibrationReport extends TargetMetrics {
  readonly rows: number;
  readonly intervals: MetricIntervals;
}

export interface TrainingReport {
  readonly rows: number;
  /** Rows that the parameters were learnt from. */
  readonly trainingRows: number;
  /** Rows that were answered by parameters which had not seen them: they chose the recipe and calibrate. */
  readonly calibrationRows: number;
  /** `cross-fitted`: every row was held out once; `held-out`: a part of the rows was. */
  readonly validation: 'cross-fitted' | 'held-out' | 'none';
  /** The model then learnt from all rows, those that had been held out too. */
  readonly isRefitted: boolean;
  readonly vocabulary: number;
  readonly members: number;
  readonly recipe: Recipe;
  /** Recipes that were tried, the best first. */
  readonly trials: readonly Trial[];
  readonly backend: BackendName;
  /** On the calibration rows, with the temperature fitted to them: a little optimistic about calibration. */
  readonly calibration: Readonly<Record<string, CalibrationReport>>;
  readonly rareLabels: readonly RareLabel[];
  /** Made-up texts that were learnt from as well: in no other figure of this report. */
  readonly syntheticRows: readonly SyntheticRows[];
  /** The model whose representation training started from, and how many of the features come from it. */
  readonly startedFrom?: { readonly modelId: string; readonly features: number };
}

/** What training is given: its targets, and what is to differ from the defaults. */
export type TrainingInput = Pick<TrainingOptions, 'targets'> &
  Partial<TrainingOptions> & {
    /** A model whose representation is the start; its dimensions are kept, its targets are not. */
    readonly fromModel?: ArtifactSource | undefined;
  };

export interface TrainedModel {
  readonly artifact: ArtifactSource;
  readonly report: TrainingReport;
}

/**
 * Trains a classifier on labelled texts. The same rows, options, seed and backend give the same artifact.
 * @throws SignalboxError `configuration` when there is nothing to learn: no rows, no labels, one class.
 */
export async function trainModel(
  rows: AsyncIterable<TrainingRow> | Iterable<TrainingRow>,
  { fromModel, ...given }: TrainingInput,
  onProgress: (progress: TrainingProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<TrainedModel> {
  const representation = fromModel === undefined ? null : await openRepresentation(fromModel);
  // A representation's hidden units belong together: it is continued as one network of its own width.
  const start = representation === null ? {} : { dimensions: representation.dimensions, members: 1 };
  const options: TrainingOptions = { ...defaultTrainingOptions, ...given, ...start };
  const masker = options.isMasked ? createMasker() : null;
  const corpus = await readCorpus(rows, {
    targets: options.targets,
    masker,
    signal,
    onRow: (count) => {
      if (count % 5_000 === 0) onProgress({ stage: 'reading', rows: count });
    },
  });
  if (corpus.size === 0) throw new SignalboxError('configuration', 'There are no rows to learn from.');
  onProgress({ stage: 'reading', rows: corpus.size });
  const { targets, rare } = learnableTargets(corpus);
  const texts = labelledTexts(corpus, targets);
  const normaliser = chooseNormaliser(corpus);
  const features = tokenFeatures(corpus, normaliser);
  const learnt = learnVocabulary(corpus, features, texts, options.vocabulary);
  const known =
    representation === null ? learnt : extendVocabulary(learnt, representation, options.vocabulary);
  const { size, splits, trialSplits, isRefitted, fits } = planTraining(
    corpus,
    targets,
    texts,
    known.lookup.size,
    options,
  );
  onProgress({ stage: 'vocabulary', features: size.vocabulary });

  let fitted = 0;
  const context: TrainingContext = {
    corpus,
    targets,
    features,
    options,
    // The native library is not asked: what it computes differs between machines, and so would the artifact.
    backend: (await openFirst([wasmBackend, cpuBackend])).provider.name,
    representation,
    size,
    onEpoch: (progress) => onProgress({ stage: 'epoch', fit: fitted + 1, fits, ...progress }),
    onFit: () => {
      fitted += 1;
    },
    signal,
  };
  const trials = trialSplits.length > 0 ? await chooseRecipe(context, trialSplits) : [];
  const recipe = options.recipe === 'auto' ? (trials[0]?.recipe ?? plainRecipe) : options.recipe;

  const heldOut: LabelledLogits[][] = [];
  let validated: Ensemble | undefined;
  for (const split of splits) {
    validated = await trainEnsemble(context, split.training, recipe, 'validation');
    heldOut.push(await heldOutLogits(validated, targets, split));
  }
  const ensemble =
    isRefitted || validated === undefined ? await trainEnsemble(context, texts, recipe, 'final') : validated;
  const trainedOn = isRefitted ? texts : (splits[0]?.training ?? texts);
  const labelled = targets.map((_, index) => joined(heldOut.flatMap((part) => part[index] ?? [])));
  const calibrations = labelled.map((target) => calibrate(target));
  const report: TrainingReport = {
    rows: corpus.size,
    trainingRows: trainedOn.length,
    calibrationRows: splits.reduce((sum, { held }) => sum + held.length, 0),
    validation: splits.length === 0 ? 'none' : splits.length > 1 ? 'cross-fitted' : 'held-out',
    isRefitted,
    vocabulary: ensemble.vocabulary.lookup.size,
    members: size.members,
    recipe,
    trials,
    backend: context.backend,
    calibration: Object.fromEntries(
      targets.flatMap(({ name, labels }, index) => {
        const target = labelled[index];
        const judged =
          target === undefined ? [] : judge(target, labels, calibrations[index]?.temperature ?? 1);
        if (judged.length === 0) return [];
        const metrics = metricsOf(judged);
        return [[name, { ...metrics, rows: judged.length, intervals: intervalsOf(judged, metrics) }]];
      }),
    ),
    rareLabels: rare,
    syntheticRows: ensemble.synthetic,
    ...(representation === null
      ? {}
      : { startedFrom: { modelId: representation.modelId, features: ensemble.keptFeatures } }),
  };
  const artifact = await exportArtifact({
    vocabulary: ensemble.vocabulary,
    parameters: ensemble.parameters,
    normaliser,
    termFrequency: recipe.termFrequency,
    maskingVersion: masker?.version ?? null,
    targets: targets.map(({ name, labels, values }, index) => ({
      name,
      labels: [...labels],
      prior: priorOf(trainedOn, values, labels.length),
      temperature: calibrations[index]?.temperature ?? 1,
      energyQuantiles: [...(calibrations[index]?.energyQuantiles ?? [])],
    })),
    training: { options, report, sketch: sketchCorpus(corpus) },
  });
  return { artifact, report };
}

function priorOf(texts: Int32Array, values: Int32Array, labels: number): number[] {
  const counts = new Array<number>(labels).fill(0);
  for (const text of texts) {
    const value = values[text] ?? -1;
    if (value >= 0) counts[value] = (counts[value] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / Math.max(1, total));
}

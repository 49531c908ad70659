import { SignalboxError } from '@signalbox/sdk/errors';
import {
  type ArtifactSource,
  type BackendName,
  type BackendProvider,
  cpuBackend,
  createMasker,
  openBackend,
  wasmBackend,
} from '../model/index.ts';
import { augmentRareLabels, type SyntheticRows } from './augment.ts';
import { chooseNormaliser } from './choose-normaliser.ts';
import { readCorpus } from './corpus.ts';
import { createEncoder, learnVocabulary, tokenFeatures } from './encoding.ts';
import { exportArtifact, quantise } from './export-artifact.ts';
import { fit } from './fit.ts';
import { judge } from './judge.ts';
import { learnableTargets, type RareLabel } from './learnable-targets.ts';
import { intervalsOf, type MetricIntervals } from './metric-intervals.ts';
import { metricsOf, type TargetMetrics } from './metrics.ts';
import { createNetwork } from './network.ts';
import { centre } from './parameters.ts';
import { createRandom } from './random.ts';
import { adopt, extendVocabulary, openRepresentation } from './representation.ts';
import { sketchCorpus } from './row-sketch.ts';
import { splitTexts } from './split.ts';
import { fitTemperature, type LabelledLogits } from './temperature.ts';
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
  readonly trainingRows: number;
  readonly calibrationRows: number;
  readonly vocabulary: number;
  /** The epoch whose parameters were kept. */
  readonly epoch: number;
  readonly backend: BackendName;
  /** On the calibration texts, with the temperature fitted to them: optimistic about calibration. */
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

async function openTrainingBackend(): Promise<BackendName> {
  const open = async (provider: BackendProvider) => {
    await openBackend(provider);
    return provider.name;
  };
  try {
    return await open(wasmBackend);
  } catch {
    return open(cpuBackend);
  }
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
  const { dimensions } = representation ?? { ...defaultTrainingOptions, ...given };
  const options: TrainingOptions = { ...defaultTrainingOptions, ...given, dimensions };
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
  const { training, calibration } = splitTexts(corpus, targets, options.seed);
  const normaliser = chooseNormaliser(corpus);
  const features = tokenFeatures(corpus, normaliser);
  const learnt = learnVocabulary(corpus, features, training, options.vocabulary);
  const vocabulary =
    representation === null ? learnt : extendVocabulary(learnt, representation, options.vocabulary);
  onProgress({ stage: 'vocabulary', features: vocabulary.lookup.size });

  const backend = await openTrainingBackend();
  const random = createRandom(options.seed);
  const learntFrom = augmentRareLabels(corpus, targets, training, options.augmentBelow, random);
  const network = createNetwork({
    ...options,
    vocabularySize: vocabulary.lookup.size,
    targets: learntFrom.targets,
    encoder: createEncoder(learntFrom.corpus, features, vocabulary),
    backend,
    random,
  });
  const keptFeatures = representation === null ? 0 : adopt(network.parameters, vocabulary, representation);
  const held = async (): Promise<LabelledLogits[]> => {
    const logits = await network.logits(calibration);
    return targets.map(({ labels, values }, index) => ({
      logits: logits[index] ?? new Float32Array(0),
      values: Int32Array.from(calibration, (text) => values[text] ?? -1),
      labels: labels.length,
    }));
  };
  const epoch = await fit({
    network,
    training: learntFrom.training,
    options,
    held,
    targets,
    random,
    onProgress,
    signal,
  });

  centre(network.parameters);
  const table = quantise(network.parameters.table);
  // From here on the numbers are those of the artifact: the temperature belongs to what is shipped.
  network.parameters.table.set(Float32Array.from(table.codes, (code) => code * table.scale + table.min));
  const labelled = await held();
  const temperatures = labelled.map((target) => fitTemperature(target));
  const report: TrainingReport = {
    rows: corpus.size,
    trainingRows: training.length,
    calibrationRows: calibration.length,
    vocabulary: vocabulary.lookup.size,
    epoch,
    backend,
    calibration: Object.fromEntries(
      targets.flatMap(({ name, labels }, index) => {
        const target = labelled[index];
        const judged = target === undefined ? [] : judge(target, labels, temperatures[index] ?? 1);
        if (judged.length === 0) return [];
        const metrics = metricsOf(judged);
        return [[name, { ...metrics, rows: judged.length, intervals: intervalsOf(judged, metrics) }]];
      }),
    ),
    rareLabels: rare,
    syntheticRows: learntFrom.synthetic,
    ...(representation === null
      ? {}
      : { startedFrom: { modelId: representation.modelId, features: keptFeatures } }),
  };
  const artifact = await exportArtifact({
    vocabulary,
    table,
    parameters: network.parameters,
    dimensions: options.dimensions,
    normaliser,
    maskingVersion: masker?.version ?? null,
    targets: targets.map(({ name, labels, values }, index) => ({
      name,
      labels: [...labels],
      prior: priorOf(training, values, labels.length),
      temperature: temperatures[index] ?? 1,
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

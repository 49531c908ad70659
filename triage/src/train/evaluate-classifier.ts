import { SignalboxError } from '@signalbox/sdk/errors';
import type { LoadedClassifier, Masker } from '../model/index.ts';
import type { Classification } from '../schema/index.ts';
import { type Judged, metricsOf, type TargetMetrics } from './metrics.ts';
import type { TrainingRow } from './training-row.ts';

export interface Evaluation {
  /** Rows with a text and at least one label. */
  readonly rows: number;
  /** By the names the rows use. */
  readonly targets: Readonly<Record<string, TargetMetrics>>;
  /** In batches of 64, without explanations; normalising and tokenising included, masking not. */
  readonly textsPerSecond: number;
  /** One text alone, otherwise the same. */
  readonly latencyMs: { readonly p50: number; readonly p99: number };
  readonly model: { readonly id: string; readonly bytes: number; readonly backend: string };
}

export interface EvaluationOptions {
  /** The model's target for each name the rows use. */
  readonly targets: Readonly<Record<string, string>>;
  /** null: texts are taken as they are. */
  readonly masker: Masker | null;
  readonly onProgress?: ((rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const batchSize = 64;
/** Texts timed alone, after as many that only warm up. */
const timed = 500;

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

async function latencyOf(
  classifier: LoadedClassifier,
  texts: readonly string[],
): Promise<Evaluation['latencyMs']> {
  const times: number[] = [];
  for (const [index, text] of [...texts, ...texts].entries()) {
    const start = performance.now();
    await classifier.classify([text], { explain: false });
    if (index >= texts.length) times.push(performance.now() - start);
  }
  const sorted = Float64Array.from(times).sort();
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/**
 * Compares a model's answers with labels. Every row counts.
 * @throws SignalboxError `configuration` when the model lacks a target, or no row has a label for one.
 */
export async function evaluateClassifier(
  classifier: LoadedClassifier,
  rows: AsyncIterable<TrainingRow> | Iterable<TrainingRow>,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const known = classifier.targets.map(({ name }) => name);
  for (const target of Object.values(options.targets)) {
    if (!known.includes(target)) {
      throw new SignalboxError(
        'configuration',
        `The model has no target "${target}"; it has ${known.join(', ')}. Write --target MODELTARGET=COLUMN.`,
      );
    }
  }
  const judged = new Map<string, Judged[]>(Object.keys(options.targets).map((name) => [name, []]));
  const first: string[] = [];
  let count = 0;
  let seconds = 0;
  let batch: { text: string; labels: TrainingRow['labels'] }[] = [];

  function judge({ predictions }: Classification, labels: TrainingRow['labels']): void {
    for (const [name, answers] of judged) {
      const truth = labels[name];
      const prediction = predictions.find(({ target }) => target === options.targets[name]);
      if (truth === undefined || prediction === undefined) continue;
      answers.push({ label: prediction.label, truth, probability: prediction.probability });
    }
  }

  async function flush(): Promise<void> {
    options.signal?.throwIfAborted();
    const start = performance.now();
    const answers = await classifier.classify(
      batch.map(({ text }) => text),
      { explain: false },
    );
    seconds += (performance.now() - start) / 1000;
    for (const [index, answer] of answers.entries()) judge(answer, batch[index]?.labels ?? {});
    batch = [];
    options.onProgress?.(count);
  }

  for await (const { text, labels } of rows) {
    const masked = options.masker?.mask(text).text ?? text;
    if (first.length < timed) first.push(masked);
    batch.push({ text: masked, labels });
    count += 1;
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  const targets: Record<string, TargetMetrics> = {};
  for (const [name, answers] of judged) {
    if (answers.length === 0) {
      throw new SignalboxError('configuration', `No row has a text and a value for the target "${name}".`);
    }
    targets[name] = metricsOf(answers);
  }
  return {
    rows: count,
    targets,
    textsPerSecond: count / seconds,
    latencyMs: await latencyOf(classifier, first),
    model: { id: classifier.id, bytes: classifier.bytes, backend: classifier.backend },
  };
}

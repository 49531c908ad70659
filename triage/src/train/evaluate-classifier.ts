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

/** One answer with the row it was given to. */
export interface EvaluatedAnswer extends Judged {
  /** By the name the rows use. */
  readonly name: string;
  readonly maskedText: string;
  readonly segments: NonNullable<TrainingRow['segments']>;
}

export interface EvaluationOptions {
  /** The model's target for each name the rows use. */
  readonly targets: Readonly<Record<string, string>>;
  /** null: texts are taken as they are. */
  readonly masker: Masker | null;
  readonly onProgress?: ((rows: number) => void) | undefined;
  /** Every answer that counts, for what needs more than the metrics. */
  readonly onAnswer?: ((answer: EvaluatedAnswer) => void) | undefined;
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
  let batch: TrainingRow[] = [];

  function judge({ predictions }: Classification, { text, labels, segments = {} }: TrainingRow): void {
    for (const [name, answers] of judged) {
      const truth = labels[name];
      const prediction = predictions.find(({ target }) => target === options.targets[name]);
      if (truth === undefined || prediction === undefined) continue;
      const { label, probability } = prediction;
      const answer = { label, truth, probability };
      answers.push(answer);
      options.onAnswer?.({ ...answer, name, maskedText: text, segments });
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
    for (const [index, row] of batch.entries()) {
      const answer = answers[index];
      if (answer !== undefined) judge(answer, row);
    }
    batch = [];
    options.onProgress?.(count);
  }

  for await (const row of rows) {
    const text = options.masker?.mask(row.text).text ?? row.text;
    if (first.length < timed) first.push(text);
    batch.push({ ...row, text });
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

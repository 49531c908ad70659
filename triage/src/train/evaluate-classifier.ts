import { SignalboxError } from '@signalbox/sdk/errors';
import type { LoadedClassifier, Masker } from '../model/index.ts';
import type { Classification, Prediction } from '../schema/index.ts';
import { type Judged, metricsOf, type TargetMetrics } from './metrics.ts';
import { type ScopeMetrics, type ScopeScore, scopeMetricsOf } from './scope-metrics.ts';
import type { TrainingRow } from './training-row.ts';

export interface EvaluatedTarget extends TargetMetrics {
  /** Where texts out of scope were given, and the model says how typical a text is. */
  readonly outOfScope?: ScopeMetrics;
}

export interface Evaluation {
  /** Rows with a text and at least one label. */
  readonly rows: number;
  /** By the names the rows use. */
  readonly targets: Readonly<Record<string, EvaluatedTarget>>;
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
  /** Texts that the model was not made for. */
  readonly outOfScope?: AsyncIterable<string> | Iterable<string> | undefined;
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

/** The model's scores for the texts out of scope, by the names the rows use. */
async function scopeScoresOf(
  classifier: LoadedClassifier,
  { outOfScope, targets, masker, signal }: EvaluationOptions,
): Promise<Map<string, ScopeScore[]>> {
  const scores = new Map<string, ScopeScore[]>();
  let batch: string[] = [];
  async function flush(): Promise<void> {
    signal?.throwIfAborted();
    for (const { predictions } of await classifier.classify(batch, { explain: false })) {
      addScopeScores(scores, predictions, targets);
    }
    batch = [];
  }
  for await (const text of outOfScope ?? []) {
    batch.push(masker?.mask(text).text ?? text);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return scores;
}

function addScopeScores(
  scores: Map<string, ScopeScore[]>,
  predictions: readonly Prediction[],
  targets: EvaluationOptions['targets'],
): void {
  for (const [name, target] of Object.entries(targets)) {
    const prediction = predictions.find((candidate) => candidate.target === target);
    if (prediction?.typicality === undefined) continue;
    const { typicality, probability } = prediction;
    const known = scores.get(name);
    if (known === undefined) scores.set(name, [{ typicality, probability }]);
    else known.push({ typicality, probability });
  }
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
  const inScope = new Map<string, ScopeScore[]>();
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
      if (answer === undefined) continue;
      judge(answer, row);
      if (options.outOfScope !== undefined) addScopeScores(inScope, answer.predictions, options.targets);
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
  const outOfScope = await scopeScoresOf(classifier, options);
  const targets: Record<string, EvaluatedTarget> = {};
  for (const [name, answers] of judged) {
    if (answers.length === 0) {
      throw new SignalboxError('configuration', `No row has a text and a value for the target "${name}".`);
    }
    const outside = outOfScope.get(name) ?? [];
    const inside = inScope.get(name) ?? [];
    targets[name] = {
      ...metricsOf(answers),
      ...(outside.length > 0 && inside.length > 0 ? { outOfScope: scopeMetricsOf(inside, outside) } : {}),
    };
  }
  return {
    rows: count,
    targets,
    textsPerSecond: count / seconds,
    latencyMs: await latencyOf(classifier, first),
    model: { id: classifier.id, bytes: classifier.bytes, backend: classifier.backend },
  };
}

import { parseArgs } from 'node:util';
import { createMasker, loadClassifier } from '@signalbox/triage/model';
import { type Judged, metricsOf, type TrainingRow, trainModel } from '@signalbox/triage/train';
import { labelOf, meanAndError, requireRows, rowOptions, rowsOf, runExperiment } from './experiment.ts';
import { measureFastText } from './fast-text.ts';
import { linearSvmLabels } from './linear-svm.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';

const help = `Usage: npm run -s accuracy -- --data FILE --text COLUMN --target COLUMN [options]

Trains with several seeds on the given rows, or out of fold, and prints as Markdown how accurate and how well calibrated
the answers are. A linear SVM (scikit-learn of the host's python3, or of the one that PYTHON names) and fastText learn
from the same rows, where the host has them; the difference to the SVM is tested by a paired bootstrap over the rows.

Options:
  --data FILE            rows to learn from
  --test FILE            rows to measure on (default: those of --data, with --test-where)
  --text COLUMN          the text; may be repeated
  --target COLUMN        the label
  --where COLUMN=VALUE   rows of --data to learn from; may be repeated
  --test-where COLUMN=VALUE
  --folds N              no test rows: each of N parts of --data is answered by a model of the others, and all answers
                         are pooled
  --seeds N              models to train (default 3; of each fold, with --folds)
  --no-peers             Signalbox alone
  --help                 show this
`;

function readOptions() {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      ...rowOptions,
      folds: { type: 'string', default: '1' },
      peers: { type: 'boolean', default: true },
    },
  });
  requireRows(values);
  return values;
}
type Options = ReturnType<typeof readOptions>;

/** Rows to learn from, and rows to answer. */
interface Part {
  readonly training: readonly TrainingRow[];
  readonly test: readonly TrainingRow[];
}

async function partsOf(options: Options): Promise<Part[]> {
  const rows = await rowsOf(options.data, options, options.where);
  const folds = Number(options.folds);
  if (folds === 1) {
    return [
      { training: rows, test: await rowsOf(options.test ?? options.data, options, options['test-where']) },
    ];
  }
  return Array.from({ length: folds }, (_, fold) => ({
    training: rows.filter((_row, index) => index % folds !== fold),
    test: rows.filter((_row, index) => index % folds === fold),
  }));
}

const masker = createMasker();

async function answersOf({ training, test }: Part, seed: number) {
  const { artifact, report } = await trainModel(training, { targets: ['label'], seed });
  const classifier = await loadClassifier(artifact);
  const answers = await classifier.classify(
    test.map(({ text }) => masker.mask(text).text),
    { explain: false },
  );
  classifier.dispose();
  const judged = test.map((row, index): Judged => {
    const { label = '', probability = 0 } = answers[index]?.predictions[0] ?? {};
    return { label, probability, truth: labelOf(row) };
  });
  return { judged, recipe: report.recipe, bytes: classifier.bytes };
}

const labelled = (rows: readonly TrainingRow[]) =>
  rows.map((row) => ({ text: row.text, label: labelOf(row) }));
const percent = (share: number): string => (100 * share).toFixed(2);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** By row: how many of the models were right, as a share. */
async function measureSignalbox(parts: readonly Part[], seeds: number, progress: (text: string) => void) {
  const bySeed: Judged[][] = [];
  const recipes = new Set<string>();
  let bytes = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const pooled: Judged[] = [];
    for (const [index, part] of parts.entries()) {
      const answers = await answersOf(part, seed);
      pooled.push(...answers.judged);
      const { termFrequency, epochs, tableRate, hiddenDropout } = answers.recipe;
      recipes.add(`${termFrequency}, ${epochs} epochs, rate ${tableRate}, dropout ${hiddenDropout}`);
      bytes = Math.max(bytes, answers.bytes);
      progress(`seed ${seed}, part ${index + 1} of ${parts.length}`);
    }
    bySeed.push(pooled);
  }
  const rightShares = (bySeed[0] ?? []).map((_, row) =>
    mean(bySeed.map((pooled) => (pooled[row]?.label === pooled[row]?.truth ? 1 : 0))),
  );
  return { metrics: bySeed.map((pooled) => metricsOf(pooled)), rightShares, recipes, bytes };
}

async function measurePeers(parts: readonly Part[], progress: (text: string) => void) {
  const svm: Judged[] = [];
  let fastText = 0;
  const rows = parts.reduce((sum, { test }) => sum + test.length, 0);
  for (const { training, test } of parts) {
    progress('linear SVM and fastText');
    const labels = await linearSvmLabels(
      labelled(training),
      test.map(({ text }) => text),
    );
    for (const [index, label] of (labels ?? []).entries()) {
      svm.push({ label, truth: labelOf(test[index] as TrainingRow), probability: 1 });
    }
    const found = await measureFastText(labelled(training), labelled(test));
    fastText += ((found?.accuracy ?? Number.NaN) * test.length) / rows;
  }
  return { svm, fastText };
}

async function run(options: Options, progress: (text: string) => void): Promise<void> {
  const parts = await partsOf(options);
  const seeds = Number(options.seeds);
  const { metrics, rightShares, recipes, bytes } = await measureSignalbox(parts, seeds, progress);
  const errors = (name: 'ece' | 'eceNull95') => metrics.map((one) => one[name].toFixed(4)).join(', ');
  const lines = [
    '| | accuracy % | macro-F1 % |',
    '|---|---:|---:|',
    `| Signalbox | ${meanAndError(
      metrics.map(({ accuracy }) => accuracy),
      2,
    )} | ${meanAndError(
      metrics.map(({ macroF1 }) => macroF1),
      2,
    )} |`,
  ];
  const after = [
    `Calibration error by seed: ${errors('ece')}; what a perfect model stays below in 95 of 100 draws: ${errors('eceNull95')}.`,
    `Recipes chosen: ${[...recipes].join('; ')}. The largest model has ${(bytes / 1e6).toFixed(2)} MB.`,
  ];
  if (options.peers) {
    const { svm, fastText } = await measurePeers(parts, progress);
    if (svm.length > 0) {
      const { accuracy, macroF1 } = metricsOf(svm);
      lines.push(`| linear SVM | ${percent(accuracy)} | ${percent(macroF1)} |`);
      const difference = pairedBootstrap(
        svm.map(({ label, truth }, row) => (rightShares[row] ?? 0) - (label === truth ? 1 : 0)),
      );
      after.push(
        `Signalbox minus the linear SVM: ${percent(difference.mean)} points (${percent(difference.low)} to ${percent(difference.high)}).`,
      );
    }
    if (!Number.isNaN(fastText)) lines.push(`| fastText | ${percent(fastText)} | |`);
  }
  const what =
    parts.length === 1
      ? `learnt from ${parts[0]?.training.length} rows, measured on ${rightShares.length}`
      : `${rightShares.length} rows, ${parts.length} folds`;
  const labels = new Set(parts.flatMap(({ training }) => training.map(labelOf))).size;
  process.stdout.write(
    [
      `${labels} labels, ${what}; ${seeds} seeds, mean and standard error; ${new Date().toISOString().slice(0, 10)}, Node ${process.version}.`,
      '',
      ...lines,
      '',
      ...after,
      '',
    ].join('\n'),
  );
}

await runExperiment('accuracy', help, (progress) => run(readOptions(), progress));

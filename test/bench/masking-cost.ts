import { parseArgs } from 'node:util';
import { createMasker } from '@signalbox/triage/model';
import { type TrainingRow, trainModel } from '@signalbox/triage/train';
import { withPersonalData } from '../masking/inject-personal-data.ts';
import { createRandom } from '../masking/synthetic/index.ts';
import {
  labelOf,
  labelsGiven,
  meanAndError,
  requireRows,
  rowOptions,
  rowsOf,
  runExperiment,
} from './experiment.ts';
import { sampleRows } from './sample-rows.ts';

const help = `Usage: npm run -s masking-cost -- --data FILE --text COLUMN --target COLUMN [options]

What masking costs a model, or brings it: trains on the same rows as they are and with personal data put in, each with
and without masking, and prints as Markdown how accurate the models are on texts of the same kind.

Options:
  --data FILE            rows to learn from
  --test FILE            rows to measure on (default: those of --data, with --test-where)
  --text COLUMN          the text
  --target COLUMN        the label
  --where COLUMN=VALUE   rows of --data to learn from; may be repeated
  --test-where COLUMN=VALUE
  --rows N               rows per label (default: all)
  --seeds N              draws of rows and personal data (default 3)
  --help                 show this
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      ...rowOptions,
      rows: { type: 'string' },
    },
  });
  requireRows(values);
  return values;
}
type Options = ReturnType<typeof readOptions>;

/** The same rows, written and masked in one way. */
const ways = [
  { name: 'as they are', hasPersonalData: false, isMasked: false },
  { name: 'as they are, masked', hasPersonalData: false, isMasked: true },
  { name: 'with personal data', hasPersonalData: true, isMasked: false },
  { name: 'with personal data, masked', hasPersonalData: true, isMasked: true },
] as const;

const draws = 2_000;

/** The 95 % percentile interval of a mean over the rows, by bootstrap. */
function bootstrapInterval(values: readonly number[]): readonly [lower: number, upper: number] {
  const random = createRandom(1);
  const means = Array.from({ length: draws }, () => {
    let sum = 0;
    for (let row = 0; row < values.length; row += 1) sum += values[random.below(values.length)] ?? 0;
    return sum / values.length;
  }).sort((left, right) => left - right);
  return [means[Math.floor(0.025 * draws)] ?? 0, means[Math.floor(0.975 * draws)] ?? 0];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const points = (value: number): string => (100 * value).toFixed(1);
const signed = (value: number): string => `${value > 0 ? '+' : ''}${points(value)}`;

function rewritten(rows: readonly TrainingRow[], part: 'a' | 'b', seed: number): TrainingRow[] {
  return rows.map((row, index) => ({
    ...row,
    text: withPersonalData(row.text, part, seed * 1_000_003 + index),
  }));
}

async function run(options: Options, progress: (text: string) => void): Promise<void> {
  const everything = await rowsOf(options.data, options, options.where);
  const test = await rowsOf(options.test ?? options.data, options, options['test-where']);
  const truths = test.map(labelOf);
  const masker = createMasker();
  const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => index + 1);
  /** Of each test row, by way: in how many of the draws it was right, 0-1. */
  const right = ways.map(() => test.map(() => 0));
  /** Accuracy by way and draw. */
  const accuracies: number[][] = ways.map(() => []);
  let learnt = 0;
  for (const seed of seeds) {
    const rows = options.rows ? sampleRows(everything, labelOf, Number(options.rows), seed) : everything;
    learnt = rows.length;
    for (const [index, { name, hasPersonalData, isMasked }] of ways.entries()) {
      const training = hasPersonalData ? rewritten(rows, 'a', seed) : rows;
      const asked = hasPersonalData ? rewritten(test, 'b', seed) : test;
      const { artifact } = await trainModel(training, { targets: ['label'], seed, isMasked });
      const texts = isMasked ? asked.map((row) => ({ ...row, text: masker.mask(row.text).text })) : asked;
      const given = await labelsGiven(artifact, texts);
      const hits = given.map((label, row) => Number(label === truths[row]));
      for (const [row, hit] of hits.entries()) {
        const counts = right[index];
        if (counts) counts[row] = (counts[row] ?? 0) + hit / seeds.length;
      }
      accuracies[index]?.push(mean(hits));
      progress(`draw ${seed}, ${name}: ${points(mean(hits))} %`);
    }
  }
  const [plain = []] = right;
  const table = ways.map(({ name }, index) => {
    const counts = right[index] ?? [];
    const [lower, upper] = bootstrapInterval(counts);
    const differences = counts.map((count, row) => count - (plain[row] ?? 0));
    const byDraw = (accuracies[index] ?? []).map((accuracy, draw) => accuracy - (accuracies[0]?.[draw] ?? 0));
    const [least, most] = bootstrapInterval(differences);
    const difference = index === 0 ? '' : `${meanAndError(byDraw)} (${signed(least)} to ${signed(most)})`;
    return `| ${name} | ${points(mean(counts))} (${points(lower)} to ${points(upper)}) | ${difference} |`;
  });
  process.stdout.write(
    [
      `${new Set(truths).size} labels, ${learnt} rows learnt, measured on ${test.length}; ${new Date().toISOString().slice(0, 10)}, Node ${process.version}. Accuracy in %, mean of ${seeds.length} draws; ±: standard error over the draws, which differ in seed and in what was put in; in parentheses 95 % intervals by bootstrap over the measured rows, of the difference paired.`,
      '',
      '| texts | accuracy | difference |',
      '|---|---:|---:|',
      ...table,
      '',
    ].join('\n'),
  );
}

await runExperiment('masking-cost', help, (progress) => run(readOptions(), progress));

import { parseArgs } from 'node:util';
import { type ArtifactSource, defaultModelDirectory, readArtifact } from '@signalbox/triage/model';
import { type TrainingRow, trainModel } from '@signalbox/triage/train';
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

const help = `Usage: npm run -s learning-curve -- --data FILE --text COLUMN --target COLUMN [options]

Trains on few rows per label, from chance and from models that exist already, and prints as Markdown how accurate
each is on rows that none has seen.

Options:
  --data FILE            rows to learn from
  --test FILE            rows to measure on (default: those of --data, with --test-where)
  --text COLUMN          the text; may be repeated
  --target COLUMN        the label
  --where COLUMN=VALUE   rows of --data to learn from; may be repeated
  --test-where COLUMN=VALUE
  --from-model MODEL     a model's directory, or default; may be repeated
  --half                 every other label is learnt from all its rows first: what this model knows is a start for the
                         other half, and only that half is measured
  --rows N               rows per label; may be repeated (default 5, 10, 25, 50)
  --seeds N              draws of the rows (default 3)
  --help                 show this
`;

interface Start {
  readonly name: string;
  readonly model: ArtifactSource | undefined;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      ...rowOptions,
      'from-model': { type: 'string', multiple: true, default: [] },
      half: { type: 'boolean', default: false },
      rows: { type: 'string', multiple: true, default: ['5', '10', '25', '50'] },
    },
  });
  requireRows(values);
  return values;
}
type Options = ReturnType<typeof readOptions>;

async function run(options: Options, progress: (text: string) => void): Promise<void> {
  const everything = await rowsOf(options.data, options, options.where);
  const everyTest = await rowsOf(options.test ?? options.data, options, options['test-where']);
  const labels = [...new Set(everything.map(labelOf))].sort();
  const known = new Set(options.half ? labels.filter((_, index) => index % 2 === 1) : []);
  const isNew = (row: TrainingRow) => !known.has(labelOf(row));
  const rows = everything.filter(isNew);
  const test = everyTest.filter(isNew);
  const labelsOfTest = test.map(labelOf);
  const starts: Start[] = [{ name: 'from chance', model: undefined }];
  for (const model of options['from-model']) {
    const directory = model === 'default' ? defaultModelDirectory : model;
    starts.push({ name: `from ${model}`, model: await readArtifact(directory) });
  }
  if (options.half) {
    progress(`learning the ${known.size} other labels`);
    const learnt = await trainModel(
      everything.filter((row) => !isNew(row)),
      { targets: ['label'] },
    );
    starts.push({ name: `from the other ${known.size} labels`, model: learnt.artifact });
  }
  const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => index + 1);
  const table: string[] = [];
  for (const count of options.rows.map(Number)) {
    const cells: string[] = [];
    for (const { name, model } of starts) {
      const accuracies: number[] = [];
      for (const seed of seeds) {
        const drawn = sampleRows(rows, labelOf, count, seed);
        const { artifact } = await trainModel(drawn, { targets: ['label'], seed, fromModel: model });
        const given = await labelsGiven(artifact, test);
        const accuracy = given.filter((label, index) => label === labelsOfTest[index]).length / test.length;
        progress(`${count} rows per label, ${name}, draw ${seed}: ${(100 * accuracy).toFixed(1)} %`);
        accuracies.push(accuracy);
      }
      cells.push(meanAndError(accuracies));
    }
    table.push(`| ${[count, ...cells].join(' | ')} |`);
  }
  const header = ['rows per label', ...starts.map(({ name }) => name)];
  process.stdout.write(
    [
      `${labels.length - known.size} labels, measured on ${test.length} rows; ${new Date().toISOString().slice(0, 10)}, Node ${process.version}. Accuracy in %, mean and standard error of ${seeds.length} draws.`,
      '',
      `| ${header.join(' | ')} |`,
      `|${header.map(() => '---:').join('|')}|`,
      ...table,
      '',
    ].join('\n'),
  );
}

await runExperiment('learning-curve', help, (progress) => run(readOptions(), progress));

import { parseArgs } from 'node:util';
import { trainModel } from '@signalbox/triage/train';
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

const help = `Usage: npm run -s rare-labels -- --data FILE --text COLUMN --target COLUMN [options]

Makes every eighth label rare, trains with and without synthetic rows for it, and prints as Markdown how many of its
rows each model finds, and how accurate it is on all.

Options:
  --data FILE, --test FILE, --text COLUMN, --target COLUMN, --where COLUMN=VALUE, --test-where COLUMN=VALUE
                 as in learning-curve
  --common N     rows of a label that is not rare (default 40)
  --rare N       rows of a rare label (default 5)
  --seeds N      draws of the rows (default 3)
  --help         show this
`;

async function run(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      ...rowOptions,
      common: { type: 'string', default: '40' },
      rare: { type: 'string', default: '5' },
    },
  });
  requireRows(options);
  const all = await rowsOf(options.data, options, options.where);
  const test = await rowsOf(options.test ?? options.data, options, options['test-where']);
  const truths = test.map(labelOf);
  const rare = new Set([...new Set(all.map(labelOf))].sort().filter((_, index) => index % 8 === 0));
  const common = Number(options.common);
  const ways = [0, Math.ceil(common / 2), common].map((augmentBelow) => ({
    augmentBelow,
    recall: [] as number[],
    accuracy: [] as number[],
  }));
  for (let seed = 1; seed <= Number(options.seeds); seed += 1) {
    const rows = [
      ...sampleRows(
        all.filter((row) => !rare.has(labelOf(row))),
        labelOf,
        common,
        seed,
      ),
      ...sampleRows(
        all.filter((row) => rare.has(labelOf(row))),
        labelOf,
        Number(options.rare),
        seed,
      ),
    ];
    for (const { augmentBelow, recall, accuracy } of ways) {
      const { artifact } = await trainModel(rows, { targets: ['label'], seed, augmentBelow });
      const given = await labelsGiven(artifact, test);
      const ofRare = truths.flatMap((truth, index) => (rare.has(truth) ? [index] : []));
      recall.push(ofRare.filter((index) => given[index] === truths[index]).length / ofRare.length);
      accuracy.push(given.filter((label, index) => label === truths[index]).length / test.length);
      process.stderr.write(
        `draw ${seed}, synthetic up to ${augmentBelow}: ${recall.at(-1)}, ${accuracy.at(-1)}\n`,
      );
    }
  }
  const table = ways.map(
    ({ augmentBelow, recall, accuracy }) =>
      `| ${augmentBelow === 0 ? 'none' : `up to ${augmentBelow} rows`} | ${meanAndError(recall)} | ${meanAndError(accuracy)} |`,
  );
  process.stdout.write(
    `${rare.size} rare labels with ${options.rare} rows each, the others with ${common}; measured on ${test.length} rows; ${new Date().toISOString().slice(0, 10)}, Node ${process.version}. In %, mean and standard error of ${options.seeds} draws.\n\n| synthetic rows | recall of the rare labels | accuracy |\n|---|---:|---:|\n${table.join('\n')}\n`,
  );
}

await runExperiment('rare-labels', help, run);

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createRandom, type TrainingRow, trainModel } from '@signalbox/triage/train';
import { labelledTickets } from './tickets.ts';

const help = `Usage: npm run -s training-memory -- [options]

Trains on many made-up tickets and prints as Markdown how much memory that took at most, and how long. A ticket is half
the words of one shipped ticket and half of another with the same label, and a number of its own; none is in memory.

Options:
  --rows N   may be repeated (default 10000, 100000, 1000000); each number in a process of its own
  --help     show this
`;

async function* madeUp(count: number): AsyncGenerator<TrainingRow> {
  const tickets = await labelledTickets('train');
  const byLabel = Map.groupBy(tickets, ({ label }) => label);
  const random = createRandom(1);
  for (let row = 0; row < count; row += 1) {
    const first = tickets[random.below(tickets.length)];
    if (first === undefined) return;
    const others = byLabel.get(first.label) ?? [];
    const words = [first, others[random.below(others.length)] ?? first].flatMap(({ text }) =>
      text.split(' ').filter(() => random.next() < 0.5),
    );
    yield { text: `${words.join(' ')} inc${row}`, labels: { category: first.label } };
  }
}

/** In the child: trains, and tells what it took. */
async function train(count: number): Promise<void> {
  const startedAt = performance.now();
  const { report } = await trainModel(madeUp(count), { targets: ['category'] }, (state) => {
    if (state.stage !== 'epoch' && state.stage !== 'reading') return;
    const at = state.stage === 'reading' ? `${state.rows} rows read` : `fit ${state.fit} of ${state.fits}`;
    process.stderr.write(`${at}\n`);
  });
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stdout.write(
    JSON.stringify({
      megabytes: maxRSS / 1_000,
      seconds: (performance.now() - startedAt) / 1_000,
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      features: report.vocabulary,
    }),
  );
}

async function run(counts: readonly number[]): Promise<void> {
  const lines: string[] = [];
  for (const count of counts) {
    process.stderr.write(`${count} rows\n`);
    const script = fileURLToPath(import.meta.url);
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--in-child', String(count)]);
    const { megabytes, seconds, cpuSeconds, features } = JSON.parse(stdout);
    const cells = [count, features, ...[megabytes, seconds, cpuSeconds].map(Math.round)];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  process.stdout.write(
    [
      `${new Date().toISOString().slice(0, 10)}, Node ${process.version}.`,
      '',
      '| rows | features | most memory, MB | seconds | CPU seconds |',
      '|---:|---:|---:|---:|---:|',
      ...lines,
      '',
    ].join('\n'),
  );
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true, default: ['10000', '100000', '1000000'] },
    'in-child': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(help);
else if (values['in-child'] !== undefined) await train(Number(values['in-child']));
else await run(values.rows.map(Number));

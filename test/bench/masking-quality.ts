import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createMasker, type Masker } from '@signalbox/triage/model';
import { wilsonInterval } from '@signalbox/triage/statistics';
import type { AnnotatedText } from '../masking/annotated-text.ts';
import { measureDetection, pooled, type Quality } from '../masking/detection-quality.ts';
import { heldOutTickets, namedTickets, namelessTickets } from '../masking/names/index.ts';
import { type PiiSentence, readSentences, sampleFile } from '../masking/pii-sentences.ts';
import { syntheticTickets } from '../masking/synthetic/index.ts';
import { rowsOf, runExperiment } from './experiment.ts';

const help = `Usage: npm run -s masking-quality -- [options]

Measures what masking finds, by type, and prints it as Markdown.

Options:
  --sentences FILE       sentences of presidio-research, gzipped JSONL (default: the shipped sample of 500)
  --tickets FILE         tickets without personal data: how much of them is masked; may be repeated
  --text COLUMN          their text (default: text)
  --where COLUMN=VALUE   which of them; may be repeated
  --synthetic N          synthetic tickets (default 20000)
  --seed N               what they are drawn with (default 1)
  --mistakes             list what was missed and what was wrong on stderr
  --write                write the output to docs/triage/masking-figures.md as well
  --help                 show this
`;

const documentFile = new URL('../../docs/triage/masking-figures.md', import.meta.url);

function readOptions() {
  const { values } = parseArgs({
    options: {
      sentences: { type: 'string' },
      tickets: { type: 'string', multiple: true, default: [] },
      text: { type: 'string', default: 'text' },
      where: { type: 'string', multiple: true, default: [] },
      synthetic: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      mistakes: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const [synthetic, seed] = [Number(values.synthetic), Number(values.seed)];
  if (![synthetic, seed].every(Number.isInteger))
    throw new Error('--synthetic and --seed are whole numbers.');
  return { ...values, synthetic, seed };
}
type Options = ReturnType<typeof readOptions>;

const share = (count: number, of: number): string => (of === 0 ? '' : (count / of).toFixed(3));

/** A share with its 95 % interval: "0.974 (0.951-0.987)". */
function measured(count: number, of: number): string {
  if (of === 0) return '';
  const [lower, upper] = wilsonInterval(count, of);
  return `${share(count, of)} (${lower.toFixed(3)}-${upper.toFixed(3)})`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${header.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

const sorted = (all: ReadonlyMap<string, Quality>): Quality[] =>
  [...all.values()].sort((left, right) => left.name.localeCompare(right.name));

function typeTable(byType: ReadonlyMap<string, Quality>): string {
  return table(
    ['type', 'pieces', 'recall', 'masks', 'precision'],
    [...sorted(byType), ...(byType.size > 1 ? [pooled('all', byType.values())] : [])].map(
      ({ name, wanted, found, made, right }) => [
        name,
        String(wanted),
        measured(found, wanted),
        String(made),
        measured(right, made),
      ],
    ),
  );
}

function kindTable(title: string, byKind: ReadonlyMap<string, Quality>): string {
  return table(
    [title, 'pieces', 'recall', 'hidden'],
    sorted(byKind).map(({ name, wanted, found, hidden }) => [
      name,
      String(wanted),
      measured(found, wanted),
      share(hidden, wanted),
    ]),
  );
}

async function maskedShare(masker: Masker, file: string, options: Options): Promise<readonly string[]> {
  const rows = await rowsOf(file, { text: [options.text], target: 'label' }, options.where);
  const tokensOf = (text: string) => text.match(/\S+/g)?.length ?? 0;
  let [tokens, masked] = [0, 0];
  for (const { text } of rows) {
    tokens += tokensOf(text);
    for (const { start, end } of masker.mask(text).spans) masked += tokensOf(text.slice(start, end));
  }
  const name = [file.split('/').at(-1), ...options.where].join(', ');
  return [
    name,
    String(rows.length),
    String(tokens),
    String(masked),
    `${((100 * masked) / tokens).toFixed(4)} %`,
  ];
}

async function run(options: Options): Promise<void> {
  const masker = createMasker();
  const measure = (texts: readonly AnnotatedText[]) => {
    const found = measureDetection(masker, texts);
    if (options.mistakes) {
      for (const { mistake, kind, value, text } of found.mistakes) {
        process.stderr.write(`${mistake} ${kind} ${JSON.stringify(value)} in ${JSON.stringify(text)}\n`);
      }
    }
    return found;
  };
  const progress = (text: string) => process.stderr.write(`${text}\n`);
  progress('sentences');
  const sentences: readonly PiiSentence[] = await readSentences(options.sentences ?? sampleFile);
  const ofSentences = measure(sentences);
  progress('synthetic tickets');
  const synthetic = measure(syntheticTickets(options.synthetic, options.seed));
  const left = pooled('all', synthetic.confusable.values());
  progress('names');
  const named = measure([...namedTickets(), ...namelessTickets()]);
  const heldOut = measure(heldOutTickets());
  const tickets = [];
  for (const file of options.tickets) {
    progress(file);
    tickets.push(await maskedShare(masker, file, options));
  }
  const text = [
    '# What masking finds: figures',
    `Printed by \`npm run -s masking-quality\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}. A piece counts as found when half of it or more is masked with its type, and as hidden when that much is masked with any; a mask is right when half of it or more is such a piece. In parentheses 95 % intervals (Wilson).`,
    `## Sentences of others`,
    `${sentences.length} sentences of presidio-research made from ${new Set(sentences.map(({ template }) => template)).size} patterns. The detectors were written with sentences of these patterns in sight: expect less on other text.`,
    typeTable(ofSentences.byType),
    '## Numbers, keys and addresses of machines',
    `${options.synthetic} synthetic tickets (seed ${options.seed}): one value each with a valid check digit, among two that look like one. The detectors were written with these kinds in sight: it shows which are covered. Of ${left.made} of these ${measured(left.right, left.made)} stay as they are.`,
    typeTable(synthetic.byType),
    kindTable('kind', synthetic.byKind),
    table(
      ['looks like it', 'there', 'left alone'],
      sorted(synthetic.confusable).map(({ name, made, right }) => [
        name,
        String(made),
        measured(right, made),
      ]),
    ),
    '## Names and logins in tickets',
    'Every name of a list in every sentence of another, both written for this by the authors, beside sentences without a name: what is covered, not how often it comes.',
    typeTable(named.byType),
    kindTable('where', named.byKind),
    '## Names, held out',
    'Other names in other sentences, written after the detectors, which were not changed for them.',
    typeTable(heldOut.byType),
    kindTable('where', heldOut.byKind),
    ...(tickets.length === 0
      ? []
      : [
          '## Tickets without personal data',
          'Names and numbers were taken out of them before they were published; what is masked still is a name that was left, or wrong.',
          table(['set', 'tickets', 'tokens', 'masked', 'share'], tickets),
        ]),
    '',
  ].join('\n\n');
  process.stdout.write(text);
  if (options.write) await writeFile(documentFile, text.trimEnd().concat('\n'));
}

await runExperiment('masking-quality', help, () => run(readOptions()));

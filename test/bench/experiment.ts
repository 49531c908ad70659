import { type ArtifactSource, loadClassifier } from '@signalbox/triage/model';
import { readRecords, type TrainingRow, trainingRows } from '@signalbox/triage/train';

/** Options of every command that learns from rows and measures on others, for `parseArgs`. */
export const rowOptions = {
  data: { type: 'string', default: '' },
  test: { type: 'string' },
  text: { type: 'string', multiple: true, default: [] as string[] },
  target: { type: 'string', default: '' },
  where: { type: 'string', multiple: true, default: [] as string[] },
  'test-where': { type: 'string', multiple: true, default: [] as string[] },
  seeds: { type: 'string', default: '3' },
} as const;

/** Runs a command: its help, or its work. An error is told in one line, and the exit code says so. */
export async function runExperiment(
  name: string,
  help: string,
  work: (progress: (text: string) => void) => Promise<void>,
): Promise<void> {
  try {
    if (process.argv.slice(2).includes('--help')) process.stdout.write(help);
    else await work((text) => process.stderr.write(`${text}\n`));
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** @throws Error when what `rowsOf` needs was not given. */
export function requireRows({
  data,
  text,
  target,
}: {
  readonly data: string;
  readonly text: readonly string[];
  readonly target: string;
}): void {
  if ([data, text[0] ?? '', target].includes(''))
    throw new Error('--data, --text and --target are needed; see --help.');
}

/** The labelled rows of a data file that meet all conditions (`COLUMN=VALUE`). */
export async function rowsOf(
  file: string,
  { text, target }: { readonly text: readonly string[]; readonly target: string },
  conditions: readonly string[],
): Promise<TrainingRow[]> {
  const where = conditions.map((condition) => {
    const [column = '', ...value] = condition.split('=');
    return { column, value: value.join('=') };
  });
  const selection = { text, targets: [{ name: 'label', column: target }], where };
  return await Array.fromAsync(trainingRows(readRecords(file), selection, () => undefined));
}

export const labelOf = ({ labels }: TrainingRow): string => labels['label'] ?? '';

/** What a model says of each row. */
export async function labelsGiven(artifact: ArtifactSource, rows: readonly TrainingRow[]): Promise<string[]> {
  const classifier = await loadClassifier(artifact);
  const answers = await classifier.classify(
    rows.map(({ text }) => text),
    { explain: false },
  );
  classifier.dispose();
  return answers.map(({ predictions }) => predictions[0]?.label ?? '');
}

/** In %. */
export function meanAndError(shares: readonly number[], digits = 1): string {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance =
    shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, shares.length - 1);
  const error = Math.sqrt(variance / shares.length);
  return `${(100 * mean).toFixed(digits)} ± ${(100 * error).toFixed(digits)}`;
}

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { disposing } from './disposing.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import type { LabelledText } from './tickets.ts';

export interface FastTextResult {
  readonly accuracy: number;
  readonly trainSeconds: number;
  /** The whole command, start included. */
  readonly perSecond: number;
}

const run = promisify(execFile);
const repeats = 20;

const linesOf = (rows: readonly LabelledText[], numbers: ReadonlyMap<string, number>): string =>
  rows.map(({ text, label }) => `__label__${numbers.get(label)} ${text.replace(/\s+/g, ' ')}\n`).join('');

/** fastText's command with character n-grams; null where the host has none. */
export async function measureFastText(
  training: readonly LabelledText[],
  test: readonly LabelledText[],
): Promise<FastTextResult | null> {
  const isThere = await run('fasttext', []).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (!isThere) return null;
  const labels = [...new Set(training.map(({ label }) => label))];
  const numbers = new Map(labels.map((label, index) => [label, index]));
  return await disposing(async (stack) => {
    const directory = stack.use(await temporaryDirectory());
    const file = (name: string) => path.join(directory.path, name);
    await writeFile(file('train'), linesOf(training, numbers));
    await writeFile(file('test'), linesOf(Array.from({ length: repeats }, () => test).flat(), numbers));
    const options = [
      '-epoch',
      '25',
      '-lr',
      '0.5',
      '-wordNgrams',
      '2',
      '-minn',
      '2',
      '-maxn',
      '5',
      '-thread',
      '1',
    ];
    const startedAt = performance.now();
    await run('fasttext', ['supervised', '-input', file('train'), '-output', file('model'), ...options]);
    const trainedAt = performance.now();
    const { stdout } = await run('fasttext', ['predict', file('model.bin'), file('test')], {
      maxBuffer: 1e8,
    });
    const seconds = (performance.now() - trainedAt) / 1_000;
    const found = stdout.trim().split('\n').slice(0, test.length);
    const right = found.filter((line, index) => line === `__label__${numbers.get(test[index]?.label ?? '')}`);
    return {
      accuracy: right.length / test.length,
      trainSeconds: (trainedAt - startedAt) / 1_000,
      perSecond: (test.length * repeats) / seconds,
    };
  });
}

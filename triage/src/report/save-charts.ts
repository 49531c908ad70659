import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '@signalbox/sdk/files';
import type { Evaluation, Judged } from '../train/index.ts';
import { chartNames, chartsOf, curvesOf } from './target-charts.ts';

/** A column's name as a part of a file's name, different for different columns. */
export function fileStem(column: string, index: number): string {
  const plain = column.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60);
  return plain === column ? plain : `${index + 1}-${plain}`;
}

/**
 * Writes three SVG files per column into `directory`, and returns their names.
 * @throws SignalboxError `configuration` when nothing can be written there.
 */
export async function saveCharts(
  directory: string,
  evaluation: Pick<Evaluation, 'targets'>,
  answers: Readonly<Record<string, readonly Judged[]>>,
): Promise<readonly string[]> {
  await makeDirectory(directory);
  const names: string[] = [];
  for (const [index, [column, metrics]] of Object.entries(evaluation.targets).entries()) {
    const charts = chartsOf(column, metrics, curvesOf(answers[column] ?? []));
    for (const chart of chartNames) {
      const name = `${fileStem(column, index)}-${chart}.svg`;
      await writeFile(join(directory, name), charts[chart].file);
      names.push(name);
    }
  }
  return names;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '@signalbox/sdk/files';
import type { ModelReport } from './model-report.ts';
import { reportPage } from './page/index.ts';

/**
 * Writes `report.html` and `report.json` into `directory`.
 * @throws SignalboxError `configuration` when nothing can be written there.
 */
export async function saveReport(directory: string, report: ModelReport): Promise<readonly string[]> {
  await makeDirectory(directory);
  const files = { 'report.html': reportPage(report), 'report.json': `${JSON.stringify(report, null, 1)}\n` };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  return Object.keys(files);
}

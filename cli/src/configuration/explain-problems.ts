import type { ConfigurationProblem } from '@signalbox/sdk';
import { findLine } from './find-line.ts';
import { configurationSchema } from './schema.ts';

/** `FILE:LINE` of the value at `path`; the file alone when the line cannot be found. */
export function placeOf(file: string, source: string, path: readonly PropertyKey[]): string {
  const place = findLine(source, path);
  return place ? `${file}:${place.line}` : file;
}

function explain(file: string, source: string, { path, advice, isUnknown }: ConfigurationProblem): string {
  const place = findLine(source, path);
  const quoted = place ? `\n\n  ${place.line} | ${place.text.trimEnd()}\n` : '';
  const isOfTheTop =
    isUnknown && path.length > 1 && Object.hasOwn(configurationSchema.shape, String(path.at(-1)));
  const where = isOfTheTop ? ` (it belongs beside "sites", not inside it)` : '';
  return `${placeOf(file, source, path)}  ${path.map(String).join('.') || 'the configuration'}: ${advice}${where}${quoted}`;
}

/** One readable error: for each problem the file and line, what is wrong there, and what to write. */
export function explainProblems(
  file: string,
  source: string,
  problems: readonly ConfigurationProblem[],
): string {
  return problems.map((problem) => explain(file, source, problem)).join('\n');
}

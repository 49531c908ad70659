import type { z } from 'zod';

/** A place in a file that a person can open. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

/** The line where the value at `path` is written, found by following the keys downwards; null when it cannot be found. */
export function findLine(source: string, path: readonly PropertyKey[]): SourceLine | null {
  let from = 0;
  let found = -1;
  for (const key of path) {
    if (typeof key !== 'string') continue;
    const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`(?:^|[\\s{,'"])${escaped}['"]?\\s*(?::|,|}|\\()`, 'm');
    const match = pattern.exec(source.slice(from));
    if (!match) break;
    found = from + match.index + match[0].search(/\S/);
    from = found + key.length;
  }
  if (found < 0) return null;
  const line = source.slice(0, found).split('\n').length;
  return { line, text: source.split('\n')[line - 1] ?? '' };
}

/** `FILE:LINE` of the value at `path`; the file alone when the line cannot be found. */
export function placeOf(file: string, source: string, path: readonly PropertyKey[]): string {
  const place = findLine(source, path);
  return place ? `${file}:${place.line}` : file;
}

/** One readable error: file and line, what is wrong there, and what to write. */
export function explainIssue(file: string, source: string, issue: z.core.$ZodIssue): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const place = findLine(source, path);
  const what =
    unknown === undefined ? issue.message : `unknown setting "${unknown}"; remove it or correct its spelling`;
  const quoted = place ? `\n\n  ${place.line} | ${place.text.trimEnd()}\n` : '';
  return `${placeOf(file, source, path)}  ${path.map(String).join('.') || 'configuration'}: ${what}${quoted}`;
}

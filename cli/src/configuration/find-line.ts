import { type Entry, entriesAt, openingIn, outlineOf } from './source-outline.ts';

/** A place in a file that a person can open. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

export function lineAt(source: string, offset: number): SourceLine {
  const line = source.slice(0, offset).split('\n').length;
  return { line, text: source.split('\n')[line - 1] ?? '' };
}

/** Where the object or list behind a value opens, through a name that the same file declares; -1 without one. */
function openingOf(outline: string, start: number, end: number): number {
  const opening = openingIn(outline, start, end);
  if (opening >= 0) return opening;
  const name = /^\s*([A-Za-z_$][\w$]*)/.exec(outline.slice(start, end))?.[1];
  if (name === undefined) return -1;
  const declared = new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b[^=\\n]*=`).exec(
    outline,
  );
  if (!declared) return -1;
  const from = declared.index + declared[0].length;
  const statement = outline.indexOf(';', from);
  return openingIn(outline, from, statement < 0 ? outline.length : statement);
}

/** Where the configuration's own object opens. */
function rootOf(outline: string): number {
  const exported = /\bexport\s+default\b(?:\s*defineConfig\s*\()?/.exec(outline);
  return exported ? openingOf(outline, exported.index + exported[0].length, outline.length) : -1;
}

function offsetOf(source: string, outline: string, opening: number, path: readonly string[]): number | null {
  const [key, ...rest] = path;
  if (key === undefined || opening < 0) return null;
  const entries = entriesAt(source, outline, opening);
  // Of two of the same name, the later counts, for JavaScript as well.
  const entry = entries.findLast((candidate) => candidate.key === key);
  if (entry) return offsetOf(source, outline, openingOf(outline, entry.start, entry.end), rest) ?? entry.at;
  for (const spread of entries.filter((candidate) => candidate.key === null)) {
    const found = offsetOf(source, outline, openingOf(outline, spread.start, spread.end), path);
    if (found !== null) return found;
  }
  return null;
}

/** The line where the value at `path` is written, or the nearest one above it that is; null when not even that is found. */
export function findLine(source: string, path: readonly PropertyKey[]): SourceLine | null {
  const outline = outlineOf(source);
  const offset = offsetOf(source, outline, rootOf(outline), path.map(String));
  return offset === null ? null : lineAt(source, offset);
}

/** A key that is written twice in one object, of which JavaScript silently keeps the second. */
export interface RepeatedKey {
  readonly path: readonly string[];
  readonly lines: readonly [number, number];
}

export function findRepeatedKey(source: string): RepeatedKey | null {
  const outline = outlineOf(source);
  const visit = (opening: number, path: readonly string[]): RepeatedKey | null => {
    if (opening < 0) return null;
    const seen = new Map<string, Entry>();
    for (const entry of entriesAt(source, outline, opening)) {
      const { key } = entry;
      if (key === null) continue;
      const first = seen.get(key);
      if (first)
        return {
          path: [...path, key],
          lines: [lineAt(source, first.at).line, lineAt(source, entry.at).line],
        };
      seen.set(key, entry);
      const found = visit(openingIn(outline, entry.start, entry.end), [...path, key]);
      if (found) return found;
    }
    return null;
  };
  return visit(rootOf(outline), []);
}

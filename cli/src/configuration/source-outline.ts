/** One `key: value` of an object as written, or one entry of a list (its key is then its number). */
export interface Entry {
  /** Null for `...spread`. */
  readonly key: string | null;
  /** Offset of the key. */
  readonly at: number;
  /** Offsets of the value; of the key itself for a shorthand. */
  readonly start: number;
  readonly end: number;
}

const skipped = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The source with comments and the insides of texts blanked, every other character at its own offset. */
export function outlineOf(source: string): string {
  return source.replace(skipped, (text) => {
    const blank = text.replace(/[^\n]/g, ' ');
    return text.startsWith('/') ? blank : `${text[0]}${blank.slice(2)}${text.at(-1)}`;
  });
}

/** Where the first object or list of `[start, end)` opens; -1 without one. */
export function openingIn(outline: string, start: number, end: number): number {
  const opening = outline.slice(start, end).search(/[{[]/);
  return opening < 0 ? -1 : start + opening;
}

/** What stands directly in the object or list that opens at `opening`. */
export function entriesAt(source: string, outline: string, opening: number): readonly Entry[] {
  const entries: Entry[] = [];
  const isList = outline[opening] === '[';
  let depth = 0;
  let start = opening + 1;
  for (let index = start; index < outline.length; index += 1) {
    const character = outline[index] ?? '';
    const isClosing = '}])'.includes(character);
    if (depth === 0 && (character === ',' || isClosing)) {
      const entry = entryIn(source, outline, start, index, isList ? entries.length : null);
      if (entry) entries.push(entry);
      if (isClosing) break;
      start = index + 1;
    } else if ('{[('.includes(character)) depth += 1;
    else if (isClosing) depth -= 1;
  }
  return entries;
}

function entryIn(
  source: string,
  outline: string,
  start: number,
  end: number,
  place: number | null,
): Entry | null {
  const indent = outline.slice(start, end).search(/\S/);
  if (indent < 0) return null;
  const at = start + indent;
  if (place !== null) return { key: String(place), at, start: at, end };
  const key = /^(?:'([^']*)'|"([^"]*)"|([\w$]+))\s*(:?)/.exec(source.slice(at, end));
  if (!key) return { key: null, at, start: at + 3, end };
  return { key: key[1] ?? key[2] ?? key[3] ?? '', at, start: key[4] ? at + key[0].length : at, end };
}

import { hashStarts, hashStep } from './hash.ts';

/** What a text may be at most; the rest is not read. Part of the artifact format. */
export const textLimits = {
  /** UTF-16 units. */
  length: 100_000,
  tokens: 4_096,
  /** UTF-16 units of one token. */
  tokenLength: 200,
} as const;

/** Told of each token: where it stands (UTF-16 units) and a hash of its units. */
export type TokenVisitor = (start: number, end: number, key: number) => void;

/** A pseudonym of the masker: `[EMAIL_1]`. */
const pseudonymPattern = /\[[A-Z][A-Z_]*_\d+\]/y;
const startPattern = /^[\p{L}\p{N}_]$/u;
const markPattern = /^\p{M}$/u;

/** Whether a character begins a token, or can only continue one. */
const kinds = { notAsked: 0, other: 1, mark: 2, start: 3 } as const;
/** Of the basic plane, as far as asked: a regular expression per character is slow. */
const known = new Uint8Array(0x10000);

function kindOf(character: string): number {
  if (startPattern.test(character)) return kinds.start;
  return markPattern.test(character) ? kinds.mark : kinds.other;
}

function kindOfUnit(unit: number): number {
  const kind = known[unit] ?? kinds.notAsked;
  if (kind !== kinds.notAsked) return kind;
  const found = kindOf(String.fromCharCode(unit));
  known[unit] = found;
  return found;
}

const openingBracket = 0x5b;
const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;

function keyOf(text: string, start: number, end: number): number {
  let key: number = hashStarts.word;
  for (let index = start; index < end; index += 1) key = hashStep(key, text.charCodeAt(index));
  return key;
}

/** Where a pseudonym that begins at `start` ends; -1 when none does. */
function pseudonymEnd(text: string, start: number): number {
  pseudonymPattern.lastIndex = start;
  return pseudonymPattern.test(text) ? pseudonymPattern.lastIndex : -1;
}

/**
 * Visits the tokens of a text in order: pseudonyms, and runs of letters, marks, digits and underscores that do not begin
 * with a mark.
 */
export function scanTokens(text: string, visit: TokenVisitor): void {
  const length = Math.min(text.length, textLimits.length);
  const read = length < text.length ? text.slice(0, length) : text;
  let tokens = 0;
  let start = -1;
  let key: number = hashStarts.word;
  let index = 0;
  while (index < length) {
    const unit = read.charCodeAt(index);
    let kind = kindOfUnit(unit);
    let units = 1;
    if (isHighSurrogate(unit)) {
      const point = read.codePointAt(index) ?? unit;
      if (point > 0xffff) {
        kind = kindOf(String.fromCodePoint(point));
        units = 2;
      }
    }
    if (kind === kinds.start || (kind === kinds.mark && start >= 0)) {
      if (start < 0) {
        start = index;
        key = hashStarts.word;
      }
      key = hashStep(key, unit);
      if (units === 2) key = hashStep(key, read.charCodeAt(index + 1));
      index += units;
      continue;
    }
    if (start >= 0) {
      visit(start, index, key);
      start = -1;
      tokens += 1;
      if (tokens === textLimits.tokens) return;
    }
    const end = unit === openingBracket ? pseudonymEnd(read, index) : -1;
    if (end >= 0) {
      visit(index, end, keyOf(read, index, end));
      tokens += 1;
      if (tokens === textLimits.tokens) return;
      index = end;
    } else index += units;
  }
  if (start >= 0) visit(start, length, key);
}

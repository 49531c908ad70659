import type { Normaliser } from './normaliser.ts';

/** A token of the text that the model reads. Offsets in UTF-16 units into the text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** As it stands in the text. */
  readonly raw: string;
}

/** What a text may be at most; the rest is not read. Part of the artifact format. */
export const textLimits = {
  /** UTF-16 units. */
  length: 100_000,
  tokens: 4_096,
  /** UTF-16 units of one token. */
  tokenLength: 200,
} as const;

/** A pseudonym of the masker (`[EMAIL_1]`), or a run of letters, marks, digits and underscores. */
const tokenPattern = /\[[A-Z][A-Z_]*_\d+\]|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*/gu;
const plainPattern = /^[a-z]+$/;
const digitsPattern = /^[\p{N}_]+$/u;

export function tokensOf(text: string): Token[] {
  const read = text.length > textLimits.length ? text.slice(0, textLimits.length) : text;
  const tokens: Token[] = [];
  for (const match of read.matchAll(tokenPattern)) {
    tokens.push({ start: match.index, end: match.index + match[0].length, raw: match[0] });
    if (tokens.length === textLimits.tokens) break;
  }
  return tokens;
}

/** A token's normal form: NFKC, lower case; a pseudonym loses its number (`[email]`). */
export function normalForm(raw: string): string {
  if (raw.startsWith('[')) return `${raw.slice(0, raw.lastIndexOf('_')).toLowerCase()}]`;
  const cut = raw.length > textLimits.tokenLength ? raw.slice(0, textLimits.tokenLength) : raw;
  return plainPattern.test(cut) ? cut : cut.normalize('NFKC').toLowerCase();
}

/** Whether the model reads tokens of this normal form. */
export function isRead(form: string, normaliser: Normaliser): boolean {
  if (form.startsWith('[')) return !normaliser.dropPseudonyms;
  if (form.length < normaliser.minimumLength) return false;
  if (normaliser.dropNumbers && digitsPattern.test(form)) return false;
  return !normaliser.dropWords.has(form);
}

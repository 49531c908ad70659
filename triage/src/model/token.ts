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
const tokenPattern = /\[([A-Z][A-Z_]*)_\d+\]|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*/gu;
const pseudonymPattern = /^\[([A-Z][A-Z_]*)_\d+\]$/;
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

/**
 * The token's normal form (NFKC, lower case; a pseudonym loses its number: `[email]`), or null when the model
 * does not read such tokens.
 */
export function normalForm(raw: string, normaliser: Normaliser): string | null {
  const pseudonym = raw.charCodeAt(0) === 0x5b ? pseudonymPattern.exec(raw)?.[1] : undefined;
  if (pseudonym !== undefined) return normaliser.dropPseudonyms ? null : `[${pseudonym.toLowerCase()}]`;
  const cut = raw.length > textLimits.tokenLength ? raw.slice(0, textLimits.tokenLength) : raw;
  const form = plainPattern.test(cut) ? cut : cut.normalize('NFKC').toLowerCase();
  if (form.length < normaliser.minimumLength) return null;
  if (normaliser.dropNumbers && digitsPattern.test(form)) return null;
  return normaliser.dropWords.has(form) ? null : form;
}

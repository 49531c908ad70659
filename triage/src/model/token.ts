import type { Normaliser } from './normaliser.ts';
import { scanTokens, textLimits } from './scan-tokens.ts';

/** A token of the text that the model reads. Offsets in UTF-16 units into the text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** As it stands in the text. */
  readonly raw: string;
}

const plainPattern = /^[a-z]+$/;
const digitsPattern = /^[\p{N}_]+$/u;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  scanTokens(text, (start, end) => {
    tokens.push({ start, end, raw: text.slice(start, end) });
  });
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

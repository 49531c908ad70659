import { panelStrings } from './strings.ts';

/** How many are named: the rest is counted. */
const named = 5;

/** "Payroll, Travel and 4 more", in the reader's language. */
export function listWords(words: readonly string[], locale?: string): string {
  const rest = words.length - named;
  // One more takes no more room than saying so.
  const shown = rest <= 1 ? words : [...words.slice(0, named), panelStrings.andMore(rest)];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(shown);
}

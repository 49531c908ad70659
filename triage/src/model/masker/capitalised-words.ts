import type { TextSpan } from '../masking.ts';
import { matchesOf } from './matches.ts';
import type { Evidence, Lexicon } from './names/index.ts';

/** A capitalised word of a text. */
export interface CapitalisedWord extends TextSpan {
  /** Without a possessive `'s`. */
  readonly word: string;
  readonly isInitial: boolean;
  readonly isAllCapitals: boolean;
  readonly evidence: Evidence;
}

const wordPattern = /(?:d['’](?=\p{Lu}))?\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*){0,4}/gu;
/** Beside one of these it is a part of something else: a path, an identifier, a host. */
const gluedBefore = /[\p{L}\p{M}\p{N}_@#\\/'’]/u;
const gluedAfter = /^(?:[\p{L}\p{M}\p{N}_@\\/]|\.[\p{L}\p{N}])/u;
const possessive = /['’][sS]$/;
/** Capitals inside a word are a product's ("SharePoint"), but for those that names have ("McDonald"). */
const mixedCase = /^(?!(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz)\p{Lu}\p{Ll})\p{Lu}*\p{Ll}+\p{Lu}/u;
/** What may stand between two words of one name. */
const joint =
  /^(?:[ \t]{1,2}|[ \t](?:(?:van|von|der|den|de|da|do|dos|di|del|della|ten|ter|bin|ibn|al|el|zu|af|av)[ \t]){1,2})$/;
const initialJoint = /^\.?[ \t]{1,2}$/;
const farthestJoint = 12;

function isMixedCase(word: string): boolean {
  const rest = word.slice(1);
  return rest !== rest.toLowerCase() && word.split(/['’-]/).some((part) => mixedCase.test(part));
}

function* capitalisedWords(text: string, lexicon: Lexicon): Iterable<CapitalisedWord> {
  for (const { 0: match, index } of matchesOf(wordPattern, text)) {
    const word = match.replace(possessive, '');
    const isInitial = word.length === 1;
    const end = index + word.length;
    if (index > 0 && gluedBefore.test(text.charAt(index - 1))) continue;
    if (!isInitial && gluedAfter.test(text.slice(index + match.length, index + match.length + 2))) continue;
    if (isMixedCase(word)) continue;
    const isAllCapitals = !isInitial && word === word.toUpperCase();
    const evidence = isInitial ? 'unknown' : lexicon.evidenceOf(word);
    yield { word, start: index, end, isInitial, isAllCapitals, evidence };
  }
}

/** Capitalised words with nothing between them but what may stand inside a name. */
export function* runsOfCapitalisedWords(
  text: string,
  lexicon: Lexicon,
): Iterable<readonly CapitalisedWord[]> {
  let run: CapitalisedWord[] = [];
  for (const word of capitalisedWords(text, lexicon)) {
    const last = run.at(-1);
    if (last !== undefined) {
      const between = word.start - last.end > farthestJoint ? '' : text.slice(last.end, word.start);
      if (!(last.isInitial ? initialJoint : joint).test(between)) {
        yield run;
        run = [];
      }
    }
    run.push(word);
  }
  if (run.length > 0) yield run;
}

import type { TextSpan } from '../masking.ts';
import { type CapitalisedWord, runsOfCapitalisedWords } from './capitalised-words.ts';
import { cuedNames, greetedNames, letterheads, titledNames, weaklyCuedNames } from './cued-names.ts';
import type { Detector } from './detector.ts';
import { listedNames } from './listed-names.ts';
import { lowerCaseNames } from './lower-case-names.ts';
import { matchesOf } from './matches.ts';
import { createLexicon, type Lexicon, organisationWords } from './names/index.ts';
import { namesInOtherScripts } from './other-scripts/index.ts';

const wordPattern = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
const namePart = /\p{Lu}[\p{L}\p{M}]{2,}/gu;
const listJoint = /^(?:, (?:and |und |et |y )?| (?:and|und|et|y|to) )$/;
/** Ends of words that are no names, in English. */
const nounEnding =
  /(?:tion|sion|ing|ment|ness|ity|ware|ance|ence|able|ible|ers|ors|ies|ics|ed|desk|point|soft)$/i;

const organisations = new Set(organisationWords);
const titleWords = new Set('Mr Mrs Ms Miss Dr Prof Herr Frau Princess Prince Sir Lady'.split(' '));

const acronym = /^\p{Lu}{2,5}$/u;

interface Word extends TextSpan {
  readonly word: string;
}

function wordsOf(text: string, { start, end }: TextSpan): Word[] {
  return matchesOf(wordPattern, text.slice(start, end)).map(({ 0: word, index }) => ({
    word,
    start: start + index,
    end: start + index + word.length,
  }));
}

/**
 * Without the ordinary words at its ends; null when no other is left. Ordinary words that are names as well stay: a
 * given name first, a surname after one.
 */
function trimmed(text: string, span: TextSpan, lexicon: Lexicon): TextSpan | null {
  const words = wordsOf(text, span).filter(({ word }) => !titleWords.has(word));
  const isName = ({ word }: Word, index: number): boolean =>
    word.length > 1 &&
    (lexicon.evidenceOf(word) !== 'ordinary' || lexicon.isWordName(word, index === 0 ? 'given' : 'surname'));
  const first = words.findIndex(isName);
  const named = words.slice(Math.max(0, first)).map((word, index) => ({ word, isName: isName(word, index) }));
  const [start, end] = [named[0], named.findLast((found) => found.isName)];
  if (first < 0 || start === undefined || end === undefined) return null;
  if (start === end && acronym.test(start.word.word) && lexicon.evidenceOf(start.word.word) === 'unknown')
    return null;
  return { start: start.word.start, end: end.word.end };
}

/** Whether nothing in it is an ordinary or an organisation's word. */
function couldBeAPerson(text: string, span: TextSpan, lexicon: Lexicon): boolean {
  return wordsOf(text, span).every(
    ({ word }) => !organisations.has(word) && (word.length === 1 || lexicon.evidenceOf(word) !== 'ordinary'),
  );
}

/** After a greeting an ordinary word that is a name, too, is one only at the end of the phrase: "Hi Will," */
function isGreeted(text: string, span: TextSpan, lexicon: Lexicon): boolean {
  const [first, ...others] = wordsOf(text, span);
  if (first === undefined || others.length > 0 || lexicon.evidenceOf(first.word) !== 'ordinary') return true;
  return /^(?:[ \t]*(?:[,.;:!?\r\n–-]|$))/.test(text.slice(span.end, span.end + 8));
}

/** Whether a word speaks for a person, or two at least and none against. */
function isLikelyAPerson(text: string, span: TextSpan, lexicon: Lexicon): boolean {
  const words = wordsOf(text, span).map(({ word }) => word);
  if (words.some((word) => organisations.has(word) || /\p{Ll}\p{Lu}/u.test(word))) return false;
  const speaksForOne = words.some(
    (word) => !['unknown', 'ordinary', 'ambiguous'].includes(lexicon.evidenceOf(word)),
  );
  return speaksForOne || (words.length >= 2 && words.every((word) => !nounEnding.test(word)));
}

/** Words of which nothing is known, listed beside a name: "Hleb, Sheila and Donna". */
function* listedBeside(
  text: string,
  runs: readonly (readonly CapitalisedWord[])[],
  found: readonly TextSpan[],
): Iterable<TextSpan> {
  const starts = new Set(found.map(({ start }) => start));
  const ends = new Set(found.map(({ end }) => end));
  const areListed = (end: number, start: number) =>
    start - end <= 6 && start > end && listJoint.test(text.slice(end, start));
  for (const [index, [word, ...others]] of runs.entries()) {
    if (word === undefined || others.length > 0 || word.isInitial || word.isAllCapitals) continue;
    if (word.evidence === 'ordinary' || word.evidence === 'ambiguous') continue;
    const [previous, next] = [runs[index - 1]?.at(-1), runs[index + 1]?.[0]];
    const isBeside =
      (previous !== undefined && ends.has(previous.end) && areListed(previous.end, word.start)) ||
      (next !== undefined && starts.has(next.start) && areListed(word.end, next.start));
    if (isBeside) yield { start: word.start, end: word.end };
  }
}

/** The parts of names that were found, wherever else they stand. Neighbouring parts are one name. */
function* repeated(
  text: string,
  runs: readonly (readonly CapitalisedWord[])[],
  found: readonly TextSpan[],
  lexicon: Lexicon,
): Iterable<TextSpan> {
  const parts = new Set(found.flatMap(({ start, end }) => text.slice(start, end).match(namePart) ?? []));
  for (const part of parts) if (lexicon.evidenceOf(part) === 'ordinary') parts.delete(part);
  if (parts.size === 0) return;
  for (const run of runs) {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && run.every(({ word }) => parts.has(word)))
      yield { start: first.start, end: last.end };
  }
}

/**
 * People's names: where the words around them say so, where the lists of names know them, in lists beside such, and
 * wherever else they stand in the text.
 */
export function createPersonDetector(): Detector {
  let known: Lexicon | undefined;
  return {
    type: 'PERSON',
    version: '4',
    *find(text) {
      known ??= createLexicon();
      const lexicon = known;
      const cutOut = (spans: Iterable<TextSpan>) =>
        Array.from(spans, (span) => trimmed(text, span, lexicon)).filter((span) => span !== null);
      const runs = [...runsOfCapitalisedWords(text, lexicon)];
      const found = [
        ...titledNames.find(text),
        ...cutOut(cuedNames.find(text)),
        ...cutOut(greetedNames.find(text)).filter((span) => isGreeted(text, span, lexicon)),
        ...cutOut(weaklyCuedNames.find(text)).filter((span) => isLikelyAPerson(text, span, lexicon)),
        ...Array.from(letterheads.find(text)).filter((span) => couldBeAPerson(text, span, lexicon)),
        ...listedNames(text, runs, lexicon),
      ];
      yield* found;
      yield* listedBeside(text, runs, found);
      yield* repeated(text, runs, found, lexicon);
      yield* lowerCaseNames(text, lexicon);
      yield* namesInOtherScripts(text);
    },
  };
}

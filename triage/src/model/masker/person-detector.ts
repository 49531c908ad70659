import { type CapitalisedWord, runsOfCapitalisedWords } from './capitalised-words.ts';
import { cuedNames, letterheads, titledNames } from './cued-names.ts';
import type { Detector, Span } from './detector.ts';
import { listedNames } from './listed-names.ts';
import { lowerCaseNames } from './lower-case-names.ts';
import { matchesOf } from './matches.ts';
import { createLexicon, type Lexicon, organisationWords } from './names/index.ts';

const wordPattern = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
const namePart = /\p{Lu}[\p{L}\p{M}]{2,}/gu;
const listJoint = /^(?:, (?:and |und |et |y )?| (?:and|und|et|y|to) )$/;

/** Without the ordinary words at its ends; null when no other is left. */
function trimmed(text: string, { start, end }: Span, lexicon: Lexicon): Span | null {
  const words = matchesOf(wordPattern, text.slice(start, end)).filter(
    ([word]) => word.length > 1 && lexicon.evidenceOf(word) !== 'ordinary',
  );
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { start: start + first.index, end: start + last.index + last[0].length };
}

const organisations = new Set(organisationWords);

/** Whether nothing in it is an ordinary or an organisation's word. */
function couldBeAPerson(text: string, { start, end }: Span, lexicon: Lexicon): boolean {
  const words = text.slice(start, end).match(wordPattern) ?? [];
  return words.every(
    (word) => !organisations.has(word) && (word.length === 1 || lexicon.evidenceOf(word) !== 'ordinary'),
  );
}

/** Words of which nothing is known, listed beside a name: "Hleb, Sheila and Donna". */
function* listedBeside(
  text: string,
  runs: readonly (readonly CapitalisedWord[])[],
  found: readonly Span[],
): Iterable<Span> {
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
  found: readonly Span[],
  lexicon: Lexicon,
): Iterable<Span> {
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
    version: '3',
    *find(text) {
      known ??= createLexicon();
      const lexicon = known;
      const runs = [...runsOfCapitalisedWords(text, lexicon)];
      const cued = Array.from(cuedNames.find(text), (span) => trimmed(text, span, lexicon)).filter(
        (span) => span !== null,
      );
      const headed = Array.from(letterheads.find(text)).filter((span) => couldBeAPerson(text, span, lexicon));
      const found = [...titledNames.find(text), ...cued, ...headed, ...listedNames(text, runs, lexicon)];
      yield* found;
      yield* listedBeside(text, runs, found);
      yield* repeated(text, runs, found, lexicon);
      yield* lowerCaseNames(text, lexicon);
    },
  };
}

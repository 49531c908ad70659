import type { TextSpan } from '../masking.ts';
import type { CapitalisedWord } from './capitalised-words.ts';
import { matchesOf } from './matches.ts';
import { type Evidence, type Lexicon, organisationWords, placeWords } from './names/index.ts';

const notPersons = new Set([...organisationWords, ...placeWords]);
const nextWord = /^(?:['’]s)?(?:,? and| of)?[ \t]{1,2}(\p{L}{1,20}|&)(?![\p{L}\p{M}])/u;
/** Before a place or an organisation rather than a person. */
const placeBefore =
  /(?<![\p{L}])(?:in|at|near|visit|visiting|[Ss]outhern|[Nn]orthern|[Ee]astern|[Ww]estern|University of|City of|work(?:s|ed)? for|(?:flew|flying|moved|travel|travels|travell?ed|travell?ing|trip|went|move) to|(?:originally|here) from)[ \t]{1,2}$/u;
/** "Jones, Mitchell and Williams": a firm. People are listed by given names, or after a colon. */
const firmOfThree =
  /(?<!: )(?<![\p{L}\p{M}])(\p{Lu}[\p{L}\p{M}]+), (\p{Lu}[\p{L}\p{M}]+) and (\p{Lu}[\p{L}\p{M}]+)/gu;
const contextLength = 28;
const longestName = 4;

/** The stretches of a run that hold no ordinary word, without initials at their ends (the next sentence's "I"). */
function* candidatesOf(run: readonly CapitalisedWord[]): Iterable<readonly CapitalisedWord[]> {
  let start = 0;
  for (let index = 0; index <= run.length; index += 1) {
    const word = run[index];
    if (word !== undefined && word.evidence !== 'ordinary' && !notPersons.has(word.word)) continue;
    let end = Math.min(index, start + longestName);
    while (end > start && run[end - 1]?.isInitial) end -= 1;
    if (end > start) yield run.slice(start, end);
    start = index + 1;
  }
}

function isName(words: readonly CapitalisedWord[], text: string): boolean {
  const has = (wanted: Evidence) => words.some(({ evidence }) => evidence === wanted);
  const written = words.filter(({ isInitial }) => !isInitial).length;
  if (words.some(({ isAllCapitals }) => isAllCapitals)) {
    // All in capitals: a given name and another that is nothing else.
    const others = words.filter(({ evidence, isInitial }) => !isInitial && evidence !== 'given');
    const areNames = others.every(
      ({ word, evidence }) => evidence === 'surname' || (evidence === 'unknown' && word.length > 3),
    );
    return has('given') && written >= 2 && written <= 3 && areNames;
  }
  if (has('given')) return true;
  // "Faina D. Yefremova": an initial in the middle.
  if (written >= 2 && words.some(({ isInitial }, index) => isInitial && index > 0)) return true;
  const [first, ...others] = words;
  if (first?.evidence === 'ambiguous-given' && others.some(({ evidence }) => evidence !== 'unknown'))
    return true;
  if (first === undefined || !has('surname') || (others.length === 0 && first.word.includes('-')))
    return false;
  return !placeBefore.test(text.slice(Math.max(0, first.start - contextLength), first.start));
}

/** Where the words of firms' names start. */
function firmWordsIn(text: string, lexicon: Lexicon): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { index, 0: firm, 1: first = '', 2: second = '', 3: third = '' } of matchesOf(
    firmOfThree,
    text,
  )) {
    if ([first, second, third].every((name) => lexicon.evidenceOf(name) === 'given')) continue;
    starts.add(index);
    starts.add(index + first.length + ', '.length);
    starts.add(index + firm.length - third.length);
  }
  return starts;
}

/** Names that the lists of names know, alone or beside a word that they do not know. */
export function* listedNames(
  text: string,
  runs: Iterable<readonly CapitalisedWord[]>,
  lexicon: Lexicon,
): Iterable<TextSpan> {
  const firmWords = firmWordsIn(text, lexicon);
  for (const run of runs) {
    for (const words of candidatesOf(run)) {
      if (!isName(words, text)) continue;
      const start = words[0]?.start ?? 0;
      const end = words.at(-1)?.end ?? 0;
      if (words.some((word) => firmWords.has(word.start))) continue;
      const next = nextWord.exec(text.slice(end, end + contextLength))?.[1];
      if (next === undefined || !notPersons.has(next)) yield { start, end };
    }
  }
}

import type { TextSpan } from '../masking.ts';
import { fieldsInLowerCase } from './cue-words.ts';
import { matchesOf } from './matches.ts';
import type { Evidence, Lexicon } from './names/index.ts';

const wordPattern =
  /(?<![\p{L}\p{M}\p{N}_@#\\/.'’-])\p{Ll}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)?(?![\p{L}\p{M}\p{N}_@\\/'’-])/gu;
const joint = /^(?:[ \t]{1,2}| \p{Ll}\.? |\.[ \t]{1,2})$/u;
const listJoint = /^(?:, (?:and )?| and )$/;
/** After these comes a name, whatever it is. */
const strongCue = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:my (?:full )?name is|(?:user|full|employee) name is|${fieldsInLowerCase}[ \t]{0,2}:)[ \t]{1,3}$`,
  'iu',
);
/** After these comes a name, or something else. */
const cue =
  /(?<![\p{L}\p{N}])(?:name is|this is|i am|i['’]m|calls? me|hi|hello|hey|dear|regards,?|thanks,?|cheers,?|grüße,?|gruß,?|follow up with|speak (?:to|with)|spoke (?:to|with)|assigned to|users?|colleague|manager|from|for|of|by|with|ask|contact|call|cc)\s{1,3}$/iu;
const cueLength = 32;
const longestName = 4;

interface Word extends TextSpan {
  readonly word: string;
  readonly evidence: Evidence;
}

const isKnown = ({ evidence }: Word): boolean => evidence === 'given' || evidence === 'surname';

/** The words of a name that begins after a cue; none when it is none. */
function cuedName(words: readonly Word[], isStrong: boolean, lexicon: Lexicon): readonly Word[] {
  const ends = words.findIndex(({ word, evidence }, index) => {
    const couldBe = evidence !== 'ordinary' || lexicon.isWordName(word, index === 0 ? 'given' : 'surname');
    return !couldBe || (word.length < 3 && evidence === 'unknown' && !lexicon.isWordName(word, 'given'));
  });
  const name = ends < 0 ? words : words.slice(0, ends);
  const [first, second] = name;
  if (first === undefined) return [];
  if (isStrong) return name.length > 1 || isKnown(first) ? name : [];
  if (first.evidence === 'given') return name.slice(0, 3);
  const isName = second !== undefined && isKnown(second) && first.evidence !== 'unknown';
  return isName ? name.slice(0, 2) : [];
}

/** Words with nothing between them but a space or an initial, from `index` on. */
function phraseFrom(words: readonly Word[], index: number, text: string): readonly Word[] {
  let end = index + 1;
  while (end < words.length && end - index < longestName) {
    const [last, next] = [words[end - 1], words[end]];
    if (!last || !next || next.start - last.end > 5 || !joint.test(text.slice(last.end, next.start))) break;
    end += 1;
  }
  return words.slice(index, end);
}

/** Three given names or more, one after the other: "they are lena, marco and yusuf". */
function* listed(words: readonly Word[], text: string): Iterable<TextSpan> {
  let list: Word[] = [];
  for (const word of words.filter(isKnown)) {
    const last = list.at(-1);
    const between = last && word.start - last.end <= 6 ? text.slice(last.end, word.start) : '';
    if (!listJoint.test(between)) {
      if (list.filter(({ evidence }) => evidence === 'given').length >= 3) yield* list;
      list = [];
    }
    list.push(word);
  }
  if (list.filter(({ evidence }) => evidence === 'given').length >= 3) yield* list;
}

/**
 * Names in lower case: after words that introduce one, a given name before another name, or a list of three. Few people
 * write their names so, and many ordinary words are somebody's name.
 */
export function* lowerCaseNames(text: string, lexicon: Lexicon): Iterable<TextSpan> {
  const words = matchesOf(wordPattern, text).map(
    ({ 0: word, index }): Word => ({
      word,
      start: index,
      end: index + word.length,
      evidence: lexicon.evidenceOf(word),
    }),
  );
  let position = 0;
  for (const [index, word] of words.entries()) {
    const couldBegin =
      word.start >= position && (word.evidence !== 'ordinary' || lexicon.isWordName(word.word, 'given'));
    if (!couldBegin) continue;
    const before = text.slice(Math.max(0, word.start - cueLength), word.start);
    const isStrong = strongCue.test(before);
    const phrase = phraseFrom(words, index, text);
    const [, second] = phrase;
    const isPair =
      word.evidence === 'given' && word.word.length > 3 && second !== undefined && isKnown(second);
    const name =
      isStrong || cue.test(before) ? cuedName(phrase, isStrong, lexicon) : isPair ? phrase.slice(0, 2) : [];
    const last = name.at(-1);
    if (last === undefined) continue;
    yield { start: word.start, end: last.end };
    position = last.end;
  }
  yield* listed(words, text);
}

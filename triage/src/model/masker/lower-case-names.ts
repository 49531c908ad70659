import type { Span } from './detector.ts';
import { matchesOf } from './matches.ts';
import type { Lexicon } from './names/index.ts';

const cue =
  /(?<![\p{L}\p{N}])(?:my name is|name is|this is|i am|i['’]m|calls? me|hi|hello|dear|regards,?|thanks,?|follow up with|speak (?:to|with)|spoke (?:to|with)|name:)\s{1,3}$/iu;
const wordPattern = /(?<![\p{L}\p{M}\p{N}_@#\\/.'’-])\p{Ll}[\p{L}\p{M}]{3,}(?![\p{L}\p{M}\p{N}_@\\/-])/gu;
const joint = /^(?: {1,2}| \p{Ll}\.? )$/u;
const listJoint = /^(?:, (?:and )?| and )$/;
const cueLength = 24;

interface Word extends Span {
  readonly isGiven: boolean;
}

/**
 * Names in lower case: a given name that is nothing else, after words that introduce one, before another name, or in a
 * list of three. Few people write their names so, and many ordinary words are somebody's name.
 */
export function* lowerCaseNames(text: string, lexicon: Lexicon): Iterable<Span> {
  let open: { names: Word[]; isList: boolean } | null = null;
  function* close(): Iterable<Span> {
    const [first, last] = [open?.names[0], open?.names.at(-1)];
    if (open === null || first === undefined || last === undefined) return;
    const given = open.names.filter(({ isGiven }) => isGiven).length;
    if (open.isList) {
      if (given >= 3) yield* open.names;
    } else if (
      first.isGiven &&
      (open.names.length > 1 || cue.test(text.slice(Math.max(0, first.start - cueLength), first.start)))
    ) {
      yield { start: first.start, end: last.end };
    }
  }
  for (const { 0: word, index } of matchesOf(wordPattern, text)) {
    const evidence = lexicon.evidenceOf(word);
    if (evidence !== 'given' && evidence !== 'surname') continue;
    const found = { start: index, end: index + word.length, isGiven: evidence === 'given' };
    const last = open?.names.at(-1);
    const between = last === undefined || found.start - last.end > 8 ? '' : text.slice(last.end, found.start);
    const isNext = open !== null && joint.test(between) && !open.isList;
    const isListed = open !== null && listJoint.test(between) && (open.isList || open.names.length === 1);
    if (open !== null && (isNext || isListed)) {
      open.names.push(found);
      open.isList = isListed;
      continue;
    }
    yield* close();
    open = { names: [found], isList: false };
  }
  yield* close();
}

import { fold } from './fold.ts';
import { frontDecoded } from './front-coding.ts';
import { givenNames } from './generated/given-names.ts';
import { ordinaryWords } from './generated/ordinary-words.ts';
import { surnames } from './generated/surnames.ts';
import { borrowedNames, notNames } from './not-names.ts';
import { isBuiltLikeASurname } from './surname-shape.ts';
import { shortNames, wordGivenNames, wordSurnames } from './word-names.ts';

/**
 * What a capitalised word says by itself: a given name; a surname, listed or built like one; a name that is an ordinary
 * word as well, or a place, or a product; nothing; or that it is an ordinary word and no name.
 */
export type Evidence = 'given' | 'surname' | 'ambiguous-given' | 'ambiguous' | 'unknown' | 'ordinary';

export interface Lexicon {
  evidenceOf(word: string): Evidence;
  /** Whether an ordinary word is somebody's given name or surname as well: "Grace", "Young". */
  isWordName(word: string, part: 'given' | 'surname'): boolean;
}

function evidenceByWord(): Map<string, Evidence> {
  const evidence = new Map<string, Evidence>();
  for (const word of frontDecoded(ordinaryWords)) evidence.set(word, 'ordinary');
  const isOrdinary = (word: string) => evidence.has(word) || borrowedNames.has(word);
  const names: [string, Evidence][] = [];
  for (const word of frontDecoded(givenNames))
    names.push([word, isOrdinary(word) ? 'ambiguous-given' : 'given']);
  for (const word of frontDecoded(surnames)) names.push([word, isOrdinary(word) ? 'ambiguous' : 'surname']);
  for (const word of borrowedNames) evidence.set(word, 'ordinary');
  for (const [word, found] of names) evidence.set(word, found);
  for (const word of notNames) evidence.set(word, 'ordinary');
  return evidence;
}

/** In front of a surname: "El-Sayed", "D'Amico". */
const particles = new Set('al el de di da du la le ben abu bin ould mac'.split(' '));
/** Words whose evidence is remembered: texts say the same ones again and again. */
const remember = {
  words: 20_000,
  /** A longer piece of a string keeps the whole string in memory. */ longest: 12,
};

export function createLexicon(): Lexicon {
  const evidence = evidenceByWord();
  const remembered = new Map<string, Evidence>();

  function evidenceOfPart(part: string): Evidence {
    const word = fold(part);
    return evidence.get(word) ?? (isBuiltLikeASurname(word) || /i[ćč]$/i.test(part) ? 'surname' : 'unknown');
  }

  function evidenceOfWord(word: string): Evidence {
    if (!/['’‘-]/.test(word)) return evidenceOfPart(word);
    // "Anna-Lena" is a given name, "Smith-Jones" a surname, "O'Brien" what "Brien" is.
    if (/^\p{L}-|-\p{L}$/u.test(word)) return 'ordinary';
    const parts = word
      .split(/['’‘-]/)
      .filter((part) => part.length > 1 && !particles.has(part.toLowerCase()))
      .map(evidenceOfPart);
    if (parts.length === 0 || parts.includes('ordinary')) return 'ordinary';
    if (parts.every((part) => part === 'given')) return 'given';
    return parts.some((part) => part === 'given' || part === 'surname') ? 'surname' : 'unknown';
  }

  return {
    isWordName(word, part) {
      const folded = fold(word);
      return shortNames.has(folded) || (part === 'given' ? wordGivenNames : wordSurnames).has(folded);
    },
    evidenceOf(word) {
      const known = remembered.get(word);
      if (known !== undefined) return known;
      const found = evidenceOfWord(word);
      if (word.length > remember.longest) return found;
      if (remembered.size >= remember.words) remembered.clear();
      remembered.set(word, found);
      return found;
    },
  };
}

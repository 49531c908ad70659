import type { NormaliserSettings } from '../model/index.ts';
import type { Corpus } from './corpus.ts';
import { englishStopWords } from './stop-words.ts';

/** About 45 % of the tokens of English text are function words; below this share they were stripped. */
const strippedBelow = 0.15;
/** Text in another script has no English function words by nature. */
const latinFrom = 0.9;
/** In stripped text, a function word that still stands in fewer texts than this is not read. */
const remnantBelow = 0.1;
/** Kinds of tokens rarer than this are not read: the model would meet them unprepared. */
const rareBelow = 0.001;
/** Less text than this says nothing about how it was prepared. */
const leastTokens = 2_000;

/**
 * How the training text was prepared, found in the text itself: texts without function words, numbers, single
 * letters or names (pseudonyms, after masking) come from a preparation that product text has not gone through.
 */
export function chooseNormaliser(corpus: Corpus): NormaliserSettings {
  const total = corpus.tokens.length;
  const plain = { dropWords: [], dropNumbers: false, dropPseudonyms: false, minimumLength: 1 };
  if (total < leastTokens) return plain;
  const texts = new Int32Array(corpus.forms.length);
  const occurrences = new Int32Array(corpus.forms.length);
  const latest = new Int32Array(corpus.forms.length).fill(-1);
  for (let text = 0; text < corpus.size; text += 1) {
    for (let index = corpus.starts[text] ?? 0; index < (corpus.starts[text + 1] ?? 0); index += 1) {
      const token = corpus.tokens[index] ?? 0;
      occurrences[token] = (occurrences[token] ?? 0) + 1;
      if (latest[token] === text) continue;
      latest[token] = text;
      texts[token] = (texts[token] ?? 0) + 1;
    }
  }
  const numbers = new Map(corpus.forms.map((form, index) => [form, index]));
  const share = (matches: (form: string) => boolean) =>
    corpus.forms.reduce((sum, form, index) => sum + (matches(form) ? (occurrences[index] ?? 0) : 0), 0) /
    total;
  const stopWords = new Set(englishStopWords);
  const isLatin = share((form) => /^[a-z0-9_]+$/.test(form)) >= latinFrom;
  const isStripped = isLatin && share((form) => stopWords.has(form)) < strippedBelow;
  const textShare = (word: string) => (texts[numbers.get(word) ?? -1] ?? 0) / corpus.size;
  return {
    dropWords: isStripped ? englishStopWords.filter((word) => textShare(word) < remnantBelow) : [],
    dropNumbers: share((form) => /^[\p{N}_]+$/u.test(form)) < rareBelow,
    dropPseudonyms: corpus.maskedTexts / corpus.size < rareBelow,
    minimumLength: isStripped && share((form) => /^[a-z]$/.test(form)) < rareBelow ? 2 : 1,
  };
}

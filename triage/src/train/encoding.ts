import {
  characterGrams,
  createNormaliser,
  createVocabulary,
  hashBigram,
  hashWord,
  isRead,
  type NormaliserSettings,
  type TermFrequency,
  termWeight,
  type Vocabulary,
} from '../model/index.ts';
import type { Corpus } from './corpus.ts';
import { createDocumentFrequency } from './document-frequency.ts';

/** What of each token the model reads. */
export interface TokenFeatures {
  /** Per token number: whether the normaliser lets it through. */
  readonly isRead: Uint8Array;
  readonly wordHashes: Uint32Array;
}

export function tokenFeatures(corpus: Corpus, settings: NormaliserSettings): TokenFeatures {
  const normaliser = createNormaliser(settings);
  return {
    isRead: Uint8Array.from(corpus.forms, (form) => (isRead(form, normaliser) ? 1 : 0)),
    wordHashes: Uint32Array.from(corpus.forms, hashWord),
  };
}

/** The features a model knows, with their weights. */
export interface LearntVocabulary {
  readonly hashes: Int32Array;
  /** ln((1 + texts) / (1 + texts with the feature)) + 1, in the eight bits of the artifact. */
  readonly idf: Float32Array;
  readonly idfCodes: Uint8Array;
  readonly idfQuantisation: { readonly scale: number; readonly min: number };
  readonly lookup: Vocabulary;
}

interface Candidate {
  readonly hash: number;
  readonly count: number;
}

/** In fewer texts a feature is not learnt. */
const leastTexts = 2;

function mostFrequent(candidates: Candidate[], limit: number): Candidate[] {
  candidates.sort((left, right) => right.count - left.count || left.hash - right.hash);
  return candidates.slice(0, Math.max(0, limit));
}

/** Learns the vocabulary of `texts`: words first, then the most frequent bigrams and character grams. */
export function learnVocabulary(
  corpus: Corpus,
  features: TokenFeatures,
  texts: Int32Array,
  limit: number,
): LearntVocabulary {
  const words = createDocumentFrequency();
  const others = createDocumentFrequency();
  const grams = new Map<number, number[]>();
  for (const [document, text] of texts.entries()) {
    let previous = -1;
    for (let index = corpus.starts[text] ?? 0; index < (corpus.starts[text + 1] ?? 0); index += 1) {
      const token = corpus.tokens[index] ?? 0;
      if (features.isRead[token] === 0) continue;
      const hash = features.wordHashes[token] ?? 0;
      words.add(hash, document);
      if (previous >= 0) others.add(hashBigram(previous, hash), document);
      previous = hash;
      let hashes = grams.get(token);
      if (hashes === undefined) {
        hashes = characterGrams(corpus.forms[token] ?? '');
        grams.set(token, hashes);
      }
      for (const gram of hashes) others.add(gram, document);
    }
  }
  const learnable = (candidate: Candidate) => candidate.count >= leastTexts;
  const chosenWords = mostFrequent([...words.entries()].filter(learnable), Math.floor(limit / 2));
  const chosen = chosenWords.concat(
    mostFrequent([...others.entries()].filter(learnable), limit - chosenWords.length),
  );
  return vocabularyOf(
    new Map(chosen.map(({ hash, count }) => [hash | 0, Math.log((1 + texts.length) / (1 + count)) + 1])),
  );
}

/** @param features inverse document frequency by hash */
export function vocabularyOf(features: ReadonlyMap<number, number>): LearntVocabulary {
  const hashes = Int32Array.from(features.keys()).sort();
  const exact = Float64Array.from(hashes, (hash) => features.get(hash) ?? 0);
  const min = exact.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const max = exact.reduce((most, value) => Math.max(most, value), 0);
  const idfQuantisation = { scale: Math.max(1e-6, (max - min) / 255), min: Number.isFinite(min) ? min : 1 };
  const idfCodes = Uint8Array.from(exact, (value) =>
    Math.round((value - idfQuantisation.min) / idfQuantisation.scale),
  );
  return {
    hashes,
    idf: Float32Array.from(idfCodes, (code) => code * idfQuantisation.scale + idfQuantisation.min),
    idfCodes,
    idfQuantisation,
    lookup: createVocabulary(hashes),
  };
}

/** Rows of the table with their weights, for one text after the other. */
export interface EncodedText {
  readonly length: number;
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

export interface Encoder {
  /** The features of a text. The arrays may be reused: valid until the next call. */
  encode(text: number): EncodedText;
}

/** Features of texts that are kept, eight bytes each, so that a text is not encoded anew in every epoch. */
const keptFeatures = 16_000_000;

/** From token numbers to rows: what the embedder does with text, with each token's rows looked up once. */
export function createEncoder(
  corpus: Corpus,
  features: TokenFeatures,
  vocabulary: LearntVocabulary,
  termFrequency: TermFrequency,
): Encoder {
  const { lookup, idf } = vocabulary;
  const gramRows: (Int32Array | undefined)[] = new Array(corpus.forms.length);
  const tokenCounts = new Int32Array(corpus.forms.length);
  const pairCounts = new Int32Array(lookup.size);
  let rows = new Int32Array(4096);
  let values = new Float32Array(4096);
  let length = 0;
  const kept = new Map<number, EncodedText>();
  let room = keptFeatures;

  function rowsOf(token: number): Int32Array {
    const known = gramRows[token];
    if (known !== undefined) return known;
    const found = characterGrams(corpus.forms[token] ?? '')
      .map((hash) => lookup.rowOf(hash))
      .filter((row) => row >= 0);
    const made = Int32Array.from(found);
    gramRows[token] = made;
    return made;
  }

  function add(row: number, weight: number): number {
    if (row < 0) return 0;
    if (length === rows.length) {
      const grownRows = new Int32Array(rows.length * 2);
      const grownValues = new Float32Array(rows.length * 2);
      grownRows.set(rows);
      grownValues.set(values);
      rows = grownRows;
      values = grownValues;
    }
    const value = weight * (idf[row] ?? 0);
    rows[length] = row;
    values[length] = value;
    length += 1;
    return value * value;
  }

  function scale(from: number, squares: number): void {
    const factor = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let index = from; index < length; index += 1) values[index] = (values[index] ?? 0) * factor;
  }

  const tokens: number[] = [];
  const pairs: number[] = [];

  /** Counts the text's distinct tokens and pairs. */
  function count(text: number): void {
    tokens.length = 0;
    pairs.length = 0;
    let previous = -1;
    for (let index = corpus.starts[text] ?? 0; index < (corpus.starts[text + 1] ?? 0); index += 1) {
      const token = corpus.tokens[index] ?? 0;
      if (features.isRead[token] === 0) continue;
      const seen = tokenCounts[token] ?? 0;
      if (seen === 0) tokens.push(token);
      tokenCounts[token] = seen + 1;
      const hash = features.wordHashes[token] ?? 0;
      const row = previous >= 0 ? lookup.rowOf(hashBigram(previous, hash)) : -1;
      previous = hash;
      if (row < 0) continue;
      const seenPair = pairCounts[row] ?? 0;
      if (seenPair === 0) pairs.push(row);
      pairCounts[row] = seenPair + 1;
    }
  }

  return {
    encode(text) {
      const known = kept.get(text);
      if (known !== undefined) return known;
      length = 0;
      count(text);
      let squares = 0;
      for (const token of tokens) {
        const weight = termWeight(tokenCounts[token] ?? 0, termFrequency);
        squares += add(lookup.rowOf(features.wordHashes[token] ?? 0), weight);
      }
      for (const row of pairs) {
        squares += add(row, termWeight(pairCounts[row] ?? 0, termFrequency));
        pairCounts[row] = 0;
      }
      scale(0, squares);
      const wordEnd = length;
      squares = 0;
      for (const token of tokens) {
        const weight = termWeight(tokenCounts[token] ?? 0, termFrequency);
        for (const row of rowsOf(token)) squares += add(row, weight);
        tokenCounts[token] = 0;
      }
      scale(wordEnd, squares);
      if (length > room) return { length, rows, values };
      room -= length;
      const encoded = { length, rows: rows.slice(0, length), values: values.slice(0, length) };
      kept.set(text, encoded);
      return encoded;
    },
  };
}

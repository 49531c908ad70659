import { characterGrams } from './character-grams.ts';
import { hashBigram, hashWord } from './hash.ts';
import type { Normaliser } from './normaliser.ts';
import { addRow, type QuantisedTable } from './quantised-table.ts';
import { scanTokens, textLimits } from './scan-tokens.ts';
import { type TermFrequency, termWeight } from './term-frequency.ts';
import { createTextCounter } from './text-counter.ts';
import { isRead, normalForm } from './token.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createWordCache } from './word-cache.ts';

export interface EmbeddingWeights {
  readonly vocabulary: Vocabulary;
  readonly idf: Float32Array;
  readonly table: QuantisedTable;
  readonly normaliser: Normaliser;
  readonly termFrequency: TermFrequency;
}

/** What is known of one word, computed once. */
interface WordEntry {
  readonly hash: number;
  readonly isKnown: boolean;
  /** `[2, dimensions]`: sum of idf · row over the word itself, and over its character grams. */
  readonly vectors: Float32Array;
  /** The sums of idf² that belong to the two. */
  readonly wordSquares: number;
  readonly characterSquares: number;
}

/** A word of a text with its share of the embedding's two blocks. */
export interface EmbeddedWord {
  readonly start: number;
  readonly end: number;
  readonly entry: WordEntry;
  /** What this occurrence adds to the weight of its word: the shares of all occurrences are the weight. */
  readonly share: number;
  /** Row of the bigram with the word before, or -1. */
  readonly bigramRow: number;
  /** As `share`, of the bigram. */
  readonly bigramShare: number;
}

export interface EmbeddedText {
  readonly words: readonly EmbeddedWord[];
  readonly unknownWords: number;
  /** 1 / √Σ(weight · idf)² over the words and bigrams; 0 when the model knows none. */
  readonly wordScale: number;
  /** The same over the character grams. */
  readonly characterScale: number;
}

export interface Embedder {
  /** Reads a text and writes its embedding to `target` from `offset`. */
  embed(text: string, target: Float32Array, offset: number): EmbeddedText;
}

function weightOf(count: number, frequency: TermFrequency): number {
  return count <= 0 ? 0 : termWeight(count, frequency);
}

function inverseRoot(squares: number): number {
  return squares > 0 ? 1 / Math.sqrt(squares) : 0;
}

export function createEmbedder({
  vocabulary,
  idf,
  table,
  normaliser,
  termFrequency,
}: EmbeddingWeights): Embedder {
  const { dimensions } = table;
  const cache = createWordCache(makeEntry);
  /** The two blocks of the text at work, before they are scaled. */
  const wordSum = new Float64Array(dimensions);
  const characterSum = new Float64Array(dimensions);
  const wordCounter = createTextCounter();
  const bigramCounter = createTextCounter();
  /** By count: what that occurrence adds to the weight, and to its square. */
  const shares = Float64Array.from(
    { length: textLimits.tokens + 1 },
    (_, count) => weightOf(count, termFrequency) - weightOf(count - 1, termFrequency),
  );
  const squareShares = Float64Array.from(
    { length: textLimits.tokens + 1 },
    (_, count) => weightOf(count, termFrequency) ** 2 - weightOf(count - 1, termFrequency) ** 2,
  );

  /** Adds idf · row of each known feature to `sum`; the sum of idf². */
  function addFeatures(hashes: readonly number[], sum: Float32Array): number {
    let squares = 0;
    for (const hash of hashes) {
      const row = vocabulary.rowOf(hash);
      if (row < 0) continue;
      const weight = idf[row] ?? 0;
      squares += weight * weight;
      addRow(table, row, weight, sum);
    }
    return squares;
  }

  function makeEntry(raw: string): WordEntry | null {
    const form = normalForm(raw);
    if (!isRead(form, normaliser)) return null;
    // As a signed integer V8 keeps it in the object itself.
    const hash = hashWord(form) | 0;
    const vectors = new Float32Array(2 * dimensions);
    return {
      hash,
      isKnown: vocabulary.rowOf(hash) >= 0,
      vectors,
      wordSquares: addFeatures([hash], vectors.subarray(0, dimensions)),
      characterSquares: addFeatures(characterGrams(form), vectors.subarray(dimensions)),
    };
  }

  function addWord(vectors: Float32Array, share: number): void {
    for (let index = 0; index < dimensions; index += 1) {
      wordSum[index] = (wordSum[index] ?? 0) + share * (vectors[index] ?? 0);
      characterSum[index] = (characterSum[index] ?? 0) + share * (vectors[dimensions + index] ?? 0);
    }
  }

  return {
    embed(text, target, offset) {
      const words: EmbeddedWord[] = [];
      let wordSquares = 0;
      let characterSquares = 0;
      let unknownWords = 0;
      let previous: WordEntry | null = null;
      wordSum.fill(0);
      characterSum.fill(0);
      wordCounter.begin();
      bigramCounter.begin();
      scanTokens(text, (start, end, key) => {
        const entry = cache.valueOf(text, start, end, key);
        if (entry === null) return;
        const bigramRow = previous === null ? -1 : vocabulary.rowOf(hashBigram(previous.hash, entry.hash));
        let bigramShare = 0;
        if (bigramRow >= 0) {
          const count = bigramCounter.count(bigramRow);
          const weight = idf[bigramRow] ?? 0;
          bigramShare = shares[count] ?? 0;
          wordSquares += (squareShares[count] ?? 0) * weight * weight;
          addRow(table, bigramRow, bigramShare * weight, wordSum);
        }
        const count = wordCounter.count(entry.hash);
        const share = shares[count] ?? 0;
        wordSquares += (squareShares[count] ?? 0) * entry.wordSquares;
        characterSquares += (squareShares[count] ?? 0) * entry.characterSquares;
        addWord(entry.vectors, share);
        if (!entry.isKnown) unknownWords += 1;
        words.push({ start, end, entry, share, bigramRow, bigramShare });
        previous = entry;
      });
      const wordScale = inverseRoot(wordSquares);
      const characterScale = inverseRoot(characterSquares);
      for (let index = 0; index < dimensions; index += 1) {
        target[offset + index] =
          (wordSum[index] ?? 0) * wordScale + (characterSum[index] ?? 0) * characterScale;
      }
      return { words, unknownWords, wordScale, characterScale };
    },
  };
}

import { characterGrams } from './character-grams.ts';
import { hashBigram, hashWord } from './hash.ts';
import type { Normaliser } from './normaliser.ts';
import { addRow, type QuantisedTable } from './quantised-table.ts';
import { isRead, normalForm, tokensOf } from './token.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface EmbeddingWeights {
  readonly vocabulary: Vocabulary;
  readonly idf: Float32Array;
  readonly table: QuantisedTable;
  readonly normaliser: Normaliser;
}

/** What is known of one word, computed once. */
interface WordEntry {
  readonly hash: number;
  readonly isKnown: boolean;
  /** Sum of idf · row over the word itself, and over its character grams; with the sums of idf². */
  readonly word: Float32Array;
  readonly wordSquares: number;
  readonly characters: Float32Array;
  readonly characterSquares: number;
}

/** A word of a text with its share of the embedding's two blocks. */
export interface EmbeddedWord {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  readonly entry: WordEntry;
  /** Row of the bigram with the word before, or -1. */
  readonly bigramRow: number;
}

export interface EmbeddedText {
  readonly words: readonly EmbeddedWord[];
  readonly unknownWords: number;
  /** 1 / √Σidf² over the words and bigrams; 0 when the model knows none. */
  readonly wordScale: number;
  /** The same over the character grams. */
  readonly characterScale: number;
}

export interface Embedder {
  analyse(text: string): EmbeddedText;
  /** Writes the embedding of an analysed text to `target` from `offset`. */
  write(text: EmbeddedText, target: Float32Array, offset: number): void;
}

/** Entries kept before the cache starts anew: bounds the memory (about 1 kB each at 96 dimensions). */
const cacheLimit = 20_000;

function inverseRoot(squares: number): number {
  return squares > 0 ? 1 / Math.sqrt(squares) : 0;
}

export function createEmbedder({ vocabulary, idf, table, normaliser }: EmbeddingWeights): Embedder {
  const { dimensions } = table;
  const cache = new Map<string, WordEntry | null>();

  function sumOf(hashes: readonly number[]): { vector: Float32Array; squares: number } {
    const vector = new Float32Array(dimensions);
    let squares = 0;
    for (const hash of hashes) {
      const row = vocabulary.rowOf(hash);
      if (row < 0) continue;
      const weight = idf[row] ?? 0;
      squares += weight * weight;
      addRow(table, row, weight, vector);
    }
    return { vector, squares };
  }

  function entryOf(raw: string): WordEntry | null {
    const cached = cache.get(raw);
    if (cached !== undefined) return cached;
    const form = normalForm(raw);
    let entry: WordEntry | null = null;
    if (isRead(form, normaliser)) {
      const hash = hashWord(form);
      const word = sumOf([hash]);
      const characters = sumOf(characterGrams(form));
      entry = {
        hash,
        isKnown: vocabulary.rowOf(hash) >= 0,
        word: word.vector,
        wordSquares: word.squares,
        characters: characters.vector,
        characterSquares: characters.squares,
      };
    }
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(raw, entry);
    return entry;
  }

  return {
    analyse(text) {
      const words: EmbeddedWord[] = [];
      let wordSquares = 0;
      let characterSquares = 0;
      let unknownWords = 0;
      let previous: WordEntry | undefined;
      for (const { start, end, raw } of tokensOf(text)) {
        const entry = entryOf(raw);
        if (entry === null) continue;
        const bigramRow =
          previous === undefined ? -1 : vocabulary.rowOf(hashBigram(previous.hash, entry.hash));
        const bigramIdf = bigramRow < 0 ? 0 : (idf[bigramRow] ?? 0);
        wordSquares += entry.wordSquares + bigramIdf * bigramIdf;
        characterSquares += entry.characterSquares;
        if (!entry.isKnown) unknownWords += 1;
        words.push({ start, end, raw, entry, bigramRow });
        previous = entry;
      }
      return {
        words,
        unknownWords,
        wordScale: inverseRoot(wordSquares),
        characterScale: inverseRoot(characterSquares),
      };
    },
    write({ words, wordScale, characterScale }, target, offset) {
      const sum = new Float64Array(dimensions);
      for (const { entry, bigramRow } of words) {
        const { word, characters } = entry;
        for (let index = 0; index < dimensions; index += 1) {
          sum[index] =
            (sum[index] ?? 0) + (word[index] ?? 0) * wordScale + (characters[index] ?? 0) * characterScale;
        }
        if (bigramRow >= 0) addRow(table, bigramRow, (idf[bigramRow] ?? 0) * wordScale, sum);
      }
      target.set(sum, offset);
    },
  };
}

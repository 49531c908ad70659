import { hashWord, normalForm, tokensOf } from '../model/index.ts';
import type { Corpus } from './corpus.ts';

/** The smallest hashes of a set of texts, ascending: two sets that share texts share entries (Broder 1997, bottom-k). */
export type RowSketch = readonly number[];

const sketchSize = 512;

/** A text as its words: spacing, case and punctuation make no difference. */
export function wordsOf(maskedText: string): string {
  return tokensOf(maskedText)
    .map(({ raw }) => normalForm(raw))
    .join(' ');
}

/** 52 bits, so that different texts do not meet by chance. */
function hashRow(words: string): number {
  return (hashWord(words) >>> 0) * 2 ** 20 + (hashWord(`row ${words}`) >>> 12);
}

/** @param words texts as {@link wordsOf} gives them */
export function sketchRows(words: Iterable<string>): RowSketch {
  const hashes = new Set<number>();
  for (const text of words) hashes.add(hashRow(text));
  return [...hashes].sort((left, right) => left - right).slice(0, sketchSize);
}

/** So that a model knows which rows it has seen, without holding them. */
export function sketchCorpus({ size, starts, tokens, forms }: Corpus): RowSketch {
  return sketchRows(
    Array.from({ length: size }, (_, text) =>
      Array.from(
        tokens.subarray(starts[text] ?? 0, starts[text + 1] ?? 0),
        (token) => forms[token] ?? '',
      ).join(' '),
    ),
  );
}

/** What two sketches say of their sets. */
export interface SharedRows {
  /** Entries that both have. */
  readonly shared: number;
  /** The estimated share of the smaller set's texts that the other has too, 0-1. */
  readonly share: number;
}

export function sharedRows(left: RowSketch, right: RowSketch): SharedRows {
  // Below the smaller of the two largest entries both sketches are complete.
  const isWhole = (sketch: RowSketch) => sketch.length < sketchSize;
  const limit = Math.min(
    isWhole(left) ? Number.POSITIVE_INFINITY : (left.at(-1) ?? 0),
    isWhole(right) ? Number.POSITIVE_INFINITY : (right.at(-1) ?? 0),
  );
  const known = new Set(left.filter((hash) => hash <= limit));
  const others = right.filter((hash) => hash <= limit);
  const fewest = Math.min(known.size, others.length);
  const shared = others.filter((hash) => known.has(hash)).length;
  return { shared, share: fewest === 0 ? 0 : shared / fewest };
}

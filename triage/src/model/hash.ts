/**
 * The 32-bit hashes of the artifact's features: FNV-1a over UTF-16 units, each kind of feature from a start of its
 * own, finished with MurmurHash3's mixer. Part of the artifact format: a change needs a new format version.
 */
export const hashStarts = { word: 0x811c9dc5, characters: 0x2f0b4c47, bigram: 0x3c6ef372 } as const;

const prime = 0x01000193;

/** One FNV-1a step. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, prime);
}

/** MurmurHash3's final mixer; unsigned. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function hashWord(word: string): number {
  let hash: number = hashStarts.word;
  for (let index = 0; index < word.length; index += 1) hash = hashStep(hash, word.charCodeAt(index));
  return finishHash(hash);
}

/** The feature of two neighbouring words, from their own hashes. */
export function hashBigram(left: number, right: number): number {
  return finishHash(Math.imul(hashStep(hashStarts.bigram, left), 0x9e3779b1) + right);
}

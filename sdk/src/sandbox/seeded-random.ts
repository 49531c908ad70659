import { createHash } from 'node:crypto';

/** Repeatable numbers from 0 to 1, exclusive, by hashing a counter. For sandboxes and tests, never for secrets. */
export function seededRandom(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(`${seed}:${drawn}`).digest().readUInt32BE(0) / 2 ** 32;
  };
}

/** From a feature's 32-bit hash to its row in the embedding table: open addressing over typed arrays. */
export interface Vocabulary {
  readonly size: number;
  /** The row, or -1 for a feature the model does not know. */
  rowOf(hash: number): number;
}

export function createVocabulary(hashes: Int32Array | Uint32Array): Vocabulary {
  let capacity = 16;
  while (capacity < hashes.length * 2) capacity *= 2;
  const mask = capacity - 1;
  const keys = new Int32Array(capacity);
  const rows = new Int32Array(capacity).fill(-1);
  for (let row = 0; row < hashes.length; row += 1) {
    const key = (hashes[row] ?? 0) | 0;
    let slot = key & mask;
    while ((rows[slot] ?? -1) !== -1) slot = (slot + 1) & mask;
    keys[slot] = key;
    rows[slot] = row;
  }
  return {
    size: hashes.length,
    rowOf(hash) {
      const key = hash | 0;
      let slot = key & mask;
      let row = rows[slot] ?? -1;
      while (row !== -1 && keys[slot] !== key) {
        slot = (slot + 1) & mask;
        row = rows[slot] ?? -1;
      }
      return row;
    },
  };
}

/** From a feature's 32-bit hash to its row in the embedding table: open addressing over a typed array. */
export interface Vocabulary {
  readonly size: number;
  /** The row, or -1 for a feature the model does not know. */
  rowOf(hash: number): number;
}

export function createVocabulary(hashes: Int32Array | Uint32Array): Vocabulary {
  let capacity = 16;
  while (capacity < hashes.length * 2) capacity *= 2;
  const mask = capacity - 1;
  // Hash and row side by side: one look into memory finds both.
  const slots = new Int32Array(2 * capacity);
  for (let slot = 0; slot < capacity; slot += 1) slots[2 * slot + 1] = -1;
  for (let row = 0; row < hashes.length; row += 1) {
    const key = (hashes[row] ?? 0) | 0;
    let slot = key & mask;
    while ((slots[2 * slot + 1] ?? -1) !== -1) slot = (slot + 1) & mask;
    slots[2 * slot] = key;
    slots[2 * slot + 1] = row;
  }
  return {
    size: hashes.length,
    rowOf(hash) {
      const key = hash | 0;
      let slot = key & mask;
      let row = slots[2 * slot + 1] ?? -1;
      while (row !== -1 && slots[2 * slot] !== key) {
        slot = (slot + 1) & mask;
        row = slots[2 * slot + 1] ?? -1;
      }
      return row;
    },
  };
}

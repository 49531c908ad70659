/** In how many documents each feature occurs. Open addressing; memory is bounded by forgetting what was seen once. */
export interface DocumentFrequency {
  /** Counts `hash` for `document` once, however often it is called for it; documents come in order. */
  add(hash: number, document: number): void;
  entries(): Iterable<{ readonly hash: number; readonly count: number }>;
}

/** Features held before those seen once are forgotten (lossy counting); 12 bytes each. */
const sizeLimit = 8_000_000;

export function createDocumentFrequency(): DocumentFrequency {
  let capacity = 1 << 16;
  let keys = new Int32Array(capacity);
  let counts = new Int32Array(capacity);
  let latest = new Int32Array(capacity);
  let size = 0;

  function slotOf(key: number): number {
    let slot = Math.imul(key, 0x9e3779b1) & (capacity - 1);
    while ((counts[slot] ?? 0) > 0 && keys[slot] !== key) slot = (slot + 1) & (capacity - 1);
    return slot;
  }

  function rebuild(nextCapacity: number, leastCount: number): void {
    const [oldKeys, oldCounts, oldLatest] = [keys, counts, latest];
    capacity = nextCapacity;
    keys = new Int32Array(capacity);
    counts = new Int32Array(capacity);
    latest = new Int32Array(capacity);
    size = 0;
    for (let index = 0; index < oldKeys.length; index += 1) {
      if ((oldCounts[index] ?? 0) < leastCount) continue;
      const slot = slotOf(oldKeys[index] ?? 0);
      keys[slot] = oldKeys[index] ?? 0;
      counts[slot] = oldCounts[index] ?? 0;
      latest[slot] = oldLatest[index] ?? 0;
      size += 1;
    }
  }

  return {
    add(hash, document) {
      const key = hash | 0;
      const slot = slotOf(key);
      const count = counts[slot] ?? 0;
      if (count > 0 && latest[slot] === document) return;
      keys[slot] = key;
      counts[slot] = count + 1;
      latest[slot] = document;
      if (count > 0) return;
      size += 1;
      if (size > sizeLimit) rebuild(capacity, 2);
      else if (size * 2 > capacity) rebuild(capacity * 2, 1);
    },
    *entries() {
      for (let index = 0; index < keys.length; index += 1) {
        const count = counts[index] ?? 0;
        if (count > 0) yield { hash: keys[index] ?? 0, count };
      }
    },
  };
}

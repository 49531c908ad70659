import { textLimits } from './scan-tokens.ts';

/** Counts what stands in one text after the other; no more different things than a text has tokens. */
export interface TextCounter {
  /** Begins a text. */
  begin(): void;
  /** How often `key` has now been counted in this text. */
  count(key: number): number;
}

export function createTextCounter(): TextCounter {
  // Open addressing, half empty at most; a slot of an earlier text is empty.
  const capacity = textLimits.tokens * 2;
  const keys = new Int32Array(capacity);
  const texts = new Int32Array(capacity);
  const counts = new Int32Array(capacity);
  let text = 0;
  return {
    begin() {
      text = (text + 1) | 0;
      if (text !== 0) return;
      texts.fill(0);
      text = 1;
    },
    count(key) {
      const wanted = key | 0;
      let slot = (Math.imul(wanted, 0x9e3779b1) >>> 8) & (capacity - 1);
      while (texts[slot] === text && keys[slot] !== wanted) slot = (slot + 1) & (capacity - 1);
      const count = texts[slot] === text ? (counts[slot] ?? 0) + 1 : 1;
      keys[slot] = wanted;
      texts[slot] = text;
      counts[slot] = count;
      return count;
    },
  };
}

/** Words of one hash are told apart by their units: nobody can make two words answer for each other. */
interface Slot<Value> {
  readonly units: Uint16Array;
  readonly value: Value;
}

/** Values of words, looked up by where they stand in a text: no string is cut out for a word that is known. */
export interface WordCache<Value> {
  /** @param key hash of the word's units, as `scanTokens` gives it */
  valueOf(text: string, start: number, end: number, key: number): Value;
}

/** Words kept before the cache starts anew: bounds the memory. */
const sizeLimit = 20_000;
const capacity = 65_536;
/** Longer words are made anew each time: they are rare, and no text is to be held by them. */
const lengthLimit = 64;

function isWord(
  { units }: { readonly units: Uint16Array },
  text: string,
  start: number,
  end: number,
): boolean {
  if (units.length !== end - start) return false;
  for (let index = 0; index < units.length; index += 1) {
    if (units[index] !== text.charCodeAt(start + index)) return false;
  }
  return true;
}

export function createWordCache<Value>(make: (raw: string) => Value): WordCache<Value> {
  // Hashes in a typed array: a miss touches no object.
  const keys = new Int32Array(capacity);
  const slots: (Slot<Value> | undefined)[] = new Array(capacity).fill(undefined);
  let size = 0;
  return {
    valueOf(text, start, end, key) {
      let place = Math.imul(key, 0x9e3779b1) >>> 16;
      for (let slot = slots[place]; slot !== undefined; slot = slots[place]) {
        if (keys[place] === key && isWord(slot, text, start, end)) return slot.value;
        place = (place + 1) & (capacity - 1);
      }
      const raw = text.slice(start, end);
      const value = make(raw);
      if (raw.length > lengthLimit) return value;
      if (size >= sizeLimit) {
        slots.fill(undefined);
        size = 0;
        place = Math.imul(key, 0x9e3779b1) >>> 16;
      }
      keys[place] = key;
      slots[place] = {
        units: Uint16Array.from({ length: raw.length }, (_, index) => raw.charCodeAt(index)),
        value,
      };
      size += 1;
      return value;
    },
  };
}

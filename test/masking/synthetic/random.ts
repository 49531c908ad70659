/** Draws that a seed determines. */
export interface Random {
  /** A whole number in [0, bound). */
  below(bound: number): number;
  pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value;
  /** As many digits. */
  digits(count: number): string;
  /** As many characters out of `alphabet`. */
  characters(count: number, alphabet: string): string;
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (bound: number) => Math.floor(next() * bound);
  const characters = (count: number, alphabet: string) =>
    Array.from({ length: count }, () => alphabet[below(alphabet.length)]).join('');
  return {
    below,
    characters,
    digits: (count) => characters(count, '0123456789'),
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('There is nothing to pick from.');
      return value;
    },
  };
}

export const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const hexadecimal = '0123456789abcdef';
export const alphanumeric = `${capitals}${capitals.toLowerCase()}0123456789`;

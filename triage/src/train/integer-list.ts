/** A list of 32-bit integers that grows: a million texts in a few hundred megabytes. */
export interface IntegerList {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
  /** A view; valid until the next push. */
  view(): Int32Array;
}

export function createIntegerList(): IntegerList {
  let values = new Int32Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const grown = new Int32Array(values.length * 2);
        grown.set(values);
        values = grown;
      }
      values[length] = value;
      length += 1;
    },
    at: (index) => values[index] ?? 0,
    view: () => values.subarray(0, length),
  };
}

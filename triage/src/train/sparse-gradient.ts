import type { Adam } from './adam.ts';

/** The rows that a text used, with their weights. */
export interface UsedFeatures {
  length: number;
  rows: Int32Array;
  values: Float32Array;
}

export function createUsedFeatures(): UsedFeatures {
  return { length: 0, rows: new Int32Array(1024), values: new Float32Array(1024) };
}

export function addUsed(used: UsedFeatures, row: number, value: number): void {
  if (used.length === used.rows.length) {
    const rows = new Int32Array(used.length * 2);
    const values = new Float32Array(used.length * 2);
    rows.set(used.rows);
    values.set(used.values);
    used.rows = rows;
    used.values = values;
  }
  used.rows[used.length] = row;
  used.values[used.length] = value;
  used.length += 1;
}

/** The gradient of a table of which a batch touches few rows. */
export interface SparseGradient {
  /** Adds the gradient of one text's embedding (`slope` from `offset`) to the rows it used. */
  add(used: UsedFeatures, slope: Float32Array, offset: number): void;
  /** Moves the rows that were touched, and starts anew. */
  apply(adam: Adam): void;
}

export function createSparseGradient(rows: number, width: number): SparseGradient {
  const slots = new Int32Array(rows).fill(-1);
  let touched = new Int32Array(1024);
  let sums = new Float32Array(1024 * width);
  let size = 0;

  function slotOf(row: number): number {
    const known = slots[row] ?? -1;
    if (known >= 0) return known;
    if (size === touched.length) {
      const grownTouched = new Int32Array(size * 2);
      const grownSums = new Float32Array(size * 2 * width);
      grownTouched.set(touched);
      grownSums.set(sums);
      touched = grownTouched;
      sums = grownSums;
    }
    slots[row] = size;
    touched[size] = row;
    sums.fill(0, size * width, (size + 1) * width);
    size += 1;
    return size - 1;
  }

  return {
    add(used, slope, offset) {
      for (let index = 0; index < used.length; index += 1) {
        const start = slotOf(used.rows[index] ?? 0) * width;
        const value = used.values[index] ?? 0;
        for (let column = 0; column < width; column += 1) {
          sums[start + column] = (sums[start + column] ?? 0) + value * (slope[offset + column] ?? 0);
        }
      }
    },
    apply(adam) {
      for (let slot = 0; slot < size; slot += 1) {
        const row = touched[slot] ?? 0;
        adam.moveRow(row, sums, slot * width);
        slots[row] = -1;
      }
      size = 0;
    },
  };
}

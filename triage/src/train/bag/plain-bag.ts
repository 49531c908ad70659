import type { EmbeddingBag } from './embedding-bag.ts';

/** In JavaScript: works everywhere. */
export function createPlainBag(values: Float32Array, width: number): EmbeddingBag {
  const table = values.slice();
  return {
    table,
    embed(used, sum, offset) {
      sum.fill(0, offset, offset + width);
      for (let index = 0; index < used.length; index += 1) {
        addScaled(sum, offset, table, (used.rows[index] ?? 0) * width, width, used.values[index] ?? 0);
      }
    },
    descend(used, slope, offset, learningRate) {
      for (let index = 0; index < used.length; index += 1) {
        const factor = -(used.values[index] ?? 0) * learningRate;
        addScaled(table, (used.rows[index] ?? 0) * width, slope, offset, width, factor);
      }
    },
  };
}

/** Adds `factor` times `width` values of `source` (from `start`) to those of `target` (from `offset`). */
function addScaled(
  target: Float32Array,
  offset: number,
  source: Float32Array,
  start: number,
  width: number,
  factor: number,
): void {
  for (let index = 0; index < width; index += 1) {
    target[offset + index] = (target[offset + index] ?? 0) + factor * (source[start + index] ?? 0);
  }
}

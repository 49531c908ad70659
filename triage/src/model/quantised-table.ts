/** A table of rows in eight bits: `value = code · scale + minimum`, as `tf.io.decodeWeights` reads it. */
export interface QuantisedTable {
  readonly codes: Uint8Array;
  readonly dimensions: number;
  readonly scale: number;
  readonly minimum: number;
}

/** Adds `factor` times row `row` to `sum`. */
export function addRow(
  table: QuantisedTable,
  row: number,
  factor: number,
  sum: Float32Array | Float64Array,
): void {
  const { codes, dimensions } = table;
  const scale = table.scale * factor;
  const minimum = table.minimum * factor;
  const start = row * dimensions;
  for (let index = 0; index < dimensions; index += 1) {
    sum[index] = (sum[index] ?? 0) + (codes[start + index] ?? 0) * scale + minimum;
  }
}

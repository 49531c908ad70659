/** The rows of the table that a text used, with their weights. */
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

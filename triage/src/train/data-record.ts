/** A row of a data file, by column. `line` counts from 1. */
export interface DataRecord {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A row that cannot be used, and why. */
export interface BadRecord {
  readonly line: number;
  readonly problem: string;
}

export function isBadRecord(record: DataRecord | BadRecord): record is BadRecord {
  return 'problem' in record;
}

import type { Judged } from '../train/index.ts';

/** How often a recorded label was answered with a label; pairs that never occurred are left out. */
export interface ConfusionCell {
  readonly truth: string;
  readonly label: string;
  readonly rows: number;
}

/** Most frequent first. */
export function confusionOf(judged: readonly Judged[]): ConfusionCell[] {
  const cells = new Map<string, { truth: string; label: string; rows: number }>();
  for (const { truth, label } of judged) {
    const key = JSON.stringify([truth, label]);
    const cell = cells.get(key) ?? { truth, label, rows: 0 };
    cells.set(key, cell);
    cell.rows += 1;
  }
  return [...cells.values()].sort((left, right) => right.rows - left.rows);
}

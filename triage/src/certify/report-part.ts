import { lowerErrorBound, upperErrorBound } from '../statistics/index.ts';
import type { ScoredRow } from './score-rows.ts';

/** What the thresholds do on rows that had no part in choosing them. */
export interface ReportPart {
  readonly rows: number;
  readonly applied: number;
  readonly errors: number;
  readonly coverage: number;
  /** null: nothing was applied. */
  readonly error: number | null;
  /** Clopper-Pearson, 95 %, two-sided. */
  readonly interval: readonly [number, number];
}

export function reportOf(rows: readonly ScoredRow[], isCovered: (row: ScoredRow) => boolean): ReportPart {
  const applied = rows.filter((row) => !row.isOutOfScope && isCovered(row));
  const errors = applied.filter(({ isWrong }) => isWrong).length;
  return {
    rows: rows.length,
    applied: applied.length,
    errors,
    coverage: applied.length / Math.max(1, rows.length),
    error: applied.length === 0 ? null : errors / applied.length,
    interval: [
      applied.length === 0 ? 0 : lowerErrorBound(errors, applied.length, 0.025),
      upperErrorBound(errors, applied.length, 0.025),
    ],
  };
}

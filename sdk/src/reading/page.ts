/** A row the vendor has but did not hand over whole, and why. */
export interface SkippedRow {
  readonly id: string | null;
  readonly reason: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly skipped: readonly SkippedRow[];
  /** Resumes after this page. */
  readonly checkpoint: string;
  /** True on the last page, proved by the vendor and not guessed from a short page. */
  readonly isLast: boolean;
}

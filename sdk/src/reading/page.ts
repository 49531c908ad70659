/** The reason of a row that the vendor counts but whose values its access rules hide. */
export const hiddenByAccessRules = 'hidden-by-access-rules';

/** A row the vendor has but did not hand over whole, and why. */
export interface SkippedRow {
  readonly id: string | null;
  /** {@link hiddenByAccessRules}, or words of the connector's own; never ticket text. */
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

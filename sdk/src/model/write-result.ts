import type { FieldPath } from './field-path.ts';

/**
 * How a write ended. `applied`: ours, now. `already-applied`: our marker or our value was there before.
 * `conflict`: someone else's value is there and stays. `rejected`: the vendor refused. `unknown`: it may or may not
 * have landed, and a human has to look.
 */
export const writeOutcomes = ['applied', 'already-applied', 'conflict', 'rejected', 'unknown'] as const;
export type WriteOutcome = (typeof writeOutcomes)[number];

export interface FieldResult {
  readonly path: FieldPath;
  readonly outcome: WriteOutcome;
  readonly reason: string | null;
}

export interface WriteResult {
  readonly outcome: WriteOutcome;
  readonly fields: readonly FieldResult[];
  /** A sentence for people; never ticket text. */
  readonly reason: string | null;
}

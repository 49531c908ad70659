import type { FieldResult, WriteOutcome, WriteResult } from '@signalbox/sdk';

/** Worst first: the outcome of a change is that of its worst field. */
const severity: readonly WriteOutcome[] = ['unknown', 'conflict', 'rejected', 'applied', 'already-applied'];

/** The result of a change whose fields ended so; `otherwise` when it has no fields. */
export function resultOf(
  fields: readonly FieldResult[],
  otherwise: WriteOutcome,
  reason: string | null = null,
): WriteResult {
  const outcomes = new Set(fields.map((field) => field.outcome));
  const outcome = severity.find((candidate) => outcomes.has(candidate)) ?? otherwise;
  const telling = fields.find((field) => field.outcome === outcome && field.reason !== null);
  return { outcome, fields, reason: reason ?? telling?.reason ?? null };
}

import {
  type FieldResult,
  isSignalboxError,
  SignalboxError,
  type WriteOutcome,
  type WriteResult,
} from '@signalbox/sdk';

/** The outcome of a whole change follows from its fields: the first of these that any of them has. */
const precedence: readonly WriteOutcome[] = ['unknown', 'applied', 'conflict', 'rejected', 'already-applied'];

/** Sums the fields of a change up; without any, `otherwise`. */
export function writeResult(
  fields: readonly FieldResult[],
  otherwise: WriteOutcome,
  reason: string | null = null,
): WriteResult {
  const outcome =
    precedence.find((candidate) => fields.some((field) => field.outcome === candidate)) ?? otherwise;
  const reasons = fields.flatMap((field) =>
    field.outcome === outcome && field.reason ? [field.reason] : [],
  );
  return { outcome, fields, reason: reason ?? reasons[0] ?? null };
}

const refusals: readonly string[] = ['rejected', 'permission', 'not-found', 'too-large'];

/** True when Jira certainly did not act and would refuse again. */
export function isRefusal(error: unknown): error is SignalboxError {
  return isSignalboxError(error) && refusals.includes(error.code) && !error.mayHaveTakenEffect;
}

/**
 * An error after the edit has landed: the action is not finished, and must not pass for one that never began. Whoever
 * repeats it reads back first.
 */
export function afterEffect(error: unknown): unknown {
  if (!isSignalboxError(error)) return error;
  return new SignalboxError(error.code, error.message, {
    site: error.site,
    statusCode: error.statusCode,
    retryAfterMs: error.retryAfterMs,
    fields: error.fields,
    isRetryable: true,
    mayHaveTakenEffect: true,
    cause: error,
  });
}

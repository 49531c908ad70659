import {
  type CallOptions,
  type FieldResult,
  isSignalboxError,
  SignalboxError,
  type SiteContext,
  type TicketChange,
  type WriteResult,
} from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { marksIn } from '../mapping/index.ts';
import { cellOf, storedValue, type TableRecord, updateRecord } from '../table/index.ts';
import { resultOf } from './outcome.ts';
import { type Prepared, prepare } from './prepare.ts';
import { findOverwritten, type Overwritten } from './race.ts';
import { restore } from './restore.ts';
import type { Target } from './target.ts';
import { isHumanQueueMark } from './work-note.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** The instance certainly did nothing, and would not do it next time either. */
const refusals: ReadonlySet<string> = new Set([
  'rejected',
  'permission',
  'not-found',
  'conflict',
  'too-large',
]);

/**
 * One attempt: read and compare, one PATCH with fields and reference, then look what was stored and what it replaced.
 * An action whose reference already stands in the work notes is never written again.
 */
export async function applyChange(
  context: Context,
  change: TicketChange,
  options: CallOptions = {},
): Promise<WriteResult> {
  const prepared = await prepare(context, change, options);
  const { request, comparison } = prepared;
  if (request === null) {
    if (!prepared.isRepeat) return resultOf(comparison.settled, 'already-applied');
    // The note is all that a mark is about: a group chosen since is what it was for.
    if (isHumanQueueMark(change)) return { outcome: 'already-applied', fields: [], reason: null };
    const ours = prepared.targets.filter((target) => isStored(prepared.record, target));
    return prepared.isRestored
      ? resultOf(comparison.settled, 'already-applied')
      : finish(context, change, prepared, ours, comparison.settled, options);
  }
  let after: TableRecord;
  try {
    after = await updateRecord(context, request, options);
  } catch (error) {
    if (!isSignalboxError(error) || error.mayHaveTakenEffect || !refusals.has(error.code)) throw error;
    const refused = comparison.writable.map(
      (target): FieldResult => ({ path: target.path, outcome: 'rejected', reason: error.message }),
    );
    return resultOf([...comparison.settled, ...refused], 'rejected', error.message);
  }
  const written = comparison.writable.map((target) => storedResult(after, target));
  const kept = comparison.writable.filter((target) => isStored(after, target));
  const settled = [...comparison.settled, ...written];
  const result = await finish(context, change, prepared, kept, settled, options);
  return withNoteCheck(result, change, after);
}

/** ServiceNow answers 200 and leaves a column alone that the account may not write. */
function storedResult(after: TableRecord, target: Target): FieldResult {
  const { path } = target;
  return isStored(after, target)
    ? { path, outcome: 'applied', reason: null }
    : {
        path,
        outcome: 'rejected',
        reason: `The instance did not store the value of ${target.column}: the account may not write it, or a rule set another value.`,
      };
}

const isStored = (record: TableRecord, target: Target) =>
  storedValue(record, target.column) === target.stored;

/** Looks for a race on the fields that now hold our value, and puts back what a human chose. */
async function finish(
  context: Context,
  change: TicketChange,
  prepared: Prepared,
  ours: readonly Target[],
  results: readonly FieldResult[],
  options: CallOptions,
): Promise<WriteResult> {
  const otherwise = prepared.isRepeat ? 'already-applied' : 'applied';
  let overwritten: readonly Overwritten[];
  try {
    overwritten = await findOverwritten(context, prepared, ours, options);
  } catch (error) {
    if (!isSignalboxError(error)) throw error;
    if (error.code === 'aborted') throw interrupted(context.site, error);
    const unproved = 'Written; sys_audit could not be read, so a change at the same moment is not ruled out.';
    return resultOf(results, otherwise, unproved);
  }
  if (overwritten.length === 0) return resultOf(results, otherwise);
  const isRestored = await restore(context, prepared, change, overwritten, options);
  const paths = new Set(overwritten.map(({ target }) => target.path));
  return resultOf(
    results.map((result) => (paths.has(result.path) ? raceResult(result, isRestored) : result)),
    otherwise,
  );
}

function raceResult({ path }: FieldResult, isRestored: boolean): FieldResult {
  return isRestored
    ? { path, outcome: 'conflict', reason: 'Someone chose a value at the same moment; theirs stands.' }
    : {
        path,
        outcome: 'unknown',
        reason: 'Someone chose a value at the same moment, and it is not certain that it was put back.',
      };
}

/** A mark for people has reached its aim with the note: a group that someone chose meanwhile is even better. */
function withNoteCheck(result: WriteResult, change: TicketChange, after: TableRecord): WriteResult {
  const isNoted = marksIn(cellOf(after, 'work_notes').display).actionIds.includes(change.actionId);
  if (!isNoted) {
    const reason =
      'The work note with the action reference cannot be seen: the account may not write or read work_notes.';
    return change.fields.length === 0 || isHumanQueueMark(change)
      ? { ...result, outcome: 'rejected', reason }
      : { ...result, reason: result.reason ?? reason };
  }
  return isHumanQueueMark(change) && result.outcome !== 'unknown'
    ? { ...result, outcome: 'applied' }
    : result;
}

function interrupted(site: string, cause: SignalboxError): SignalboxError {
  return new SignalboxError('aborted', 'The change was written, and checking it was interrupted.', {
    site,
    mayHaveTakenEffect: true,
    cause,
  });
}

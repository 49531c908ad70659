import {
  type CallOptions,
  type FieldResult,
  isSignalboxError,
  SignalboxError,
  type TicketChange,
  type WriteResult,
} from '@signalbox/sdk';
import type { JiraContext } from '../rest/index.ts';
import { type ExplanationPlan, planExplanation } from './explanation.ts';
import { type IssueState, readIssueState } from './issue-state.ts';
import { entryOf, restoreActionId } from './marker.ts';
import { afterEffect, isRefusal, writeResult } from './outcome.ts';
import { type ChangePlan, planChange } from './plan-change.ts';
import { conflictReason, settleRace } from './settle-race.ts';

/** Jira refused the whole edit: every field of it is rejected, each with Jira's own reason where it gave one. */
function refusedEdit(plan: ChangePlan, error: SignalboxError): WriteResult {
  const refused = plan.written.map(
    ({ path, fieldId }): FieldResult => ({
      path,
      outcome: 'rejected',
      reason: error.fields[fieldId] ?? 'Jira refused the whole edit.',
    }),
  );
  return writeResult([...refused, ...plan.skipped], 'rejected', error.message);
}

/** Sends the edit. Answers with a result when Jira certainly refused it, and with null when it landed. */
async function sendEdit(
  context: JiraContext,
  plan: ChangePlan & { readonly edit: NonNullable<ChangePlan['edit']> },
  options?: CallOptions,
): Promise<WriteResult | null> {
  try {
    await context.http.request({ ...plan.edit, ...options });
    return null;
  } catch (error) {
    if (isRefusal(error)) return refusedEdit(plan, error);
    // 409: the issue was being changed. Nothing landed; the next attempt compares anew.
    if (isSignalboxError(error) && error.code === 'conflict') {
      throw new SignalboxError('conflict', error.message, {
        site: error.site,
        statusCode: error.statusCode,
        isRetryable: true,
        cause: error,
      });
    }
    throw error;
  }
}

/** Writes the comment unless it is there. Answers with the reason when Jira refuses: the change itself stands. */
async function writeExplanation(
  context: JiraContext,
  explanation: ExplanationPlan,
  mayBeWritten: boolean,
  options?: CallOptions,
): Promise<string | null> {
  if (explanation.kind !== 'comment') return null;
  try {
    if (mayBeWritten && (await explanation.isWritten(context, options))) return null;
    await context.http.request({ ...explanation.request, ...options });
    return null;
  } catch (error) {
    if (isRefusal(error)) return `The explanation was not written: ${error.message}`;
    throw error;
  }
}

interface Finish {
  readonly state: IssueState;
  readonly marks: IssueState['marks'];
  readonly fields: readonly FieldResult[];
  readonly explanation: ExplanationPlan;
  /** False when the edit went out a moment ago: its comment cannot be there. */
  readonly isRepeat: boolean;
}

/** What follows a landed edit: the look at the history, and the explanation. */
async function finish(
  context: JiraContext,
  change: TicketChange,
  { state, marks, fields, explanation, isRepeat }: Finish,
  options?: CallOptions,
): Promise<WriteResult> {
  const otherwise = isRepeat ? 'already-applied' : 'applied';
  try {
    const conflicts = await settleRace(context, state, change, marks, options);
    const inConflict = new Set(conflicts.map(({ path }) => path));
    const results = [...conflicts, ...fields.filter(({ path }) => !inConflict.has(path))];
    // An explanation of what no longer stands would mislead.
    const stands = results.length === 0 || results.some(({ outcome }) => outcome === otherwise);
    const reason = stands ? await writeExplanation(context, explanation, isRepeat, options) : null;
    return writeResult(results, otherwise, reason);
  } catch (error) {
    throw afterEffect(error);
  }
}

/** The action was marked before: what a killed process left open is finished, nothing is written again. */
function finishEarlier(
  context: JiraContext,
  change: TicketChange,
  state: IssueState,
  written: readonly string[],
  options?: CallOptions,
): Promise<WriteResult> {
  const fields = change.fields
    .filter(({ path }) => written.includes(state.directory.fieldIdOf(path) ?? ''))
    .map(({ path }): FieldResult => ({ path, outcome: 'already-applied', reason: null }));
  return finish(
    context,
    change,
    {
      state,
      marks: state.marks,
      fields,
      explanation: planExplanation(change, state.projectType, context.configuration),
      isRepeat: true,
    },
    options,
  );
}

/** One attempt at a change. See `ChangesCapability.apply`. */
export async function applyChange(
  context: JiraContext,
  change: TicketChange,
  options?: CallOptions,
): Promise<WriteResult> {
  const state = await readIssueState(context, change, options);
  if (entryOf(state.marks, restoreActionId(change.actionId))) {
    return { outcome: 'conflict', fields: [], reason: conflictReason };
  }
  const earlier = entryOf(state.marks, change.actionId);
  if (earlier) return finishEarlier(context, change, state, earlier.written, options);

  const plan = planChange(state, change, context.configuration, context.clock.now());
  const { edit } = plan;
  if (!edit) return writeResult(plan.skipped, 'already-applied');
  const refused = await sendEdit(context, { ...plan, edit }, options);
  if (refused) return refused;
  return finish(
    context,
    change,
    {
      state,
      marks: [plan.mark, ...state.marks],
      fields: [
        ...plan.written.map(({ path }): FieldResult => ({ path, outcome: 'applied', reason: null })),
        ...plan.skipped,
      ],
      explanation: plan.explanation,
      isRepeat: false,
    },
    options,
  );
}

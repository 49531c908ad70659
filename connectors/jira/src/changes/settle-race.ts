import type { CallOptions, FieldResult, TicketChange } from '@signalbox/sdk';
import { vendorValueOf } from '../mapping/index.ts';
import { issuePath, type JiraContext, ownAccountId, readRecentChangelog } from '../rest/index.ts';
import type { IssueState } from './issue-state.ts';
import { type MarkerEntry, markerProperty, restoreActionId } from './marker.ts';
import { isRefusal } from './outcome.ts';
import { findRaces, type Race } from './race.ts';

export const conflictReason = 'Someone else set this field in the same moment; their value stands.';
const unrestoredReason =
  'Someone else set this field in the same moment, and Jira refused to give their value back.';

export async function readRaces(
  context: JiraContext,
  state: IssueState,
  change: TicketChange,
  options?: CallOptions,
): Promise<readonly Race[]> {
  // An addition takes nothing away, so there is nothing to look up.
  if (change.fields.every((field) => field.operation === 'add')) return [];
  const [changelog, ownAccount] = await Promise.all([
    readRecentChangelog(context, change.ticketId, options),
    ownAccountId(context, options),
  ]);
  return findRaces(state, change, changelog, ownAccount);
}

/** The edit that gives lost values back, marked as an effect of its own. */
function restoreBody(
  state: IssueState,
  races: readonly Race[],
  marks: readonly MarkerEntry[],
  mark: MarkerEntry,
) {
  const fields = races.map(({ fieldId, lost }) => {
    const schema = state.editmeta.fields[fieldId]?.schema;
    return [fieldId, lost && schema ? vendorValueOf(schema, lost) : null];
  });
  return { fields: Object.fromEntries(fields), properties: [markerProperty(marks, mark)] };
}

/**
 * Looks whether our edit met somebody else's, and gives their value back, once. Answers with the fields that are in
 * conflict; none when all is well.
 *
 * @param marks - what our property holds now
 */
export async function settleRace(
  context: JiraContext,
  state: IssueState,
  change: TicketChange,
  marks: readonly MarkerEntry[],
  options?: CallOptions,
): Promise<readonly FieldResult[]> {
  const races = await readRaces(context, state, change, options);
  const restorable = races.filter((race) => race.isOursNow);
  const result = (race: Race, isUnknown = false): FieldResult => ({
    path: race.path,
    outcome: isUnknown ? 'unknown' : 'conflict',
    reason: isUnknown ? unrestoredReason : conflictReason,
  });
  if (restorable.length === 0) return races.map((race) => result(race));
  const mark: MarkerEntry = {
    actionId: restoreActionId(change.actionId),
    written: restorable.map((race) => race.fieldId),
    at: new Date(context.clock.now()).toISOString(),
  };
  try {
    await context.http.request({
      method: 'PUT',
      path: issuePath(change.ticketId),
      body: restoreBody(state, restorable, marks, mark),
      kind: 'write',
      ticketId: change.ticketId,
      ...options,
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return races.map((race) => result(race, race.isOursNow));
  }
  return races.map((race) => result(race));
}

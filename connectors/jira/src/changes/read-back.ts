import {
  type CallOptions,
  holdsValue,
  isSameValue,
  type ReadBack,
  type TicketChange,
  valueAt,
} from '@signalbox/sdk';
import type { JiraContext } from '../rest/index.ts';
import { planExplanation } from './explanation.ts';
import { type IssueState, readIssueState } from './issue-state.ts';
import { entryOf, restoreActionId } from './marker.ts';
import { readRaces } from './settle-race.ts';

/** What the fields alone say, when no marker does. */
function readFields({ ticket }: IssueState, { fields }: TicketChange): ReadBack {
  if (fields.length === 0) return 'absent';
  if (fields.every(({ path, to }) => holdsValue(ticket, path, to))) return 'present';
  const isForeign = fields.some(
    ({ path, operation, from, to }) =>
      operation === 'set' && !holdsValue(ticket, path, to) && !isSameValue(valueAt(ticket, path), from),
  );
  return isForeign ? 'superseded' : 'absent';
}

/**
 * Looks for what an unanswered attempt left. `absent` also where the edit is there and something of the action is
 * still open (its comment, or a human's value to be given back): applying it again finishes that and repeats nothing.
 */
export async function readBackChange(
  context: JiraContext,
  change: TicketChange,
  options?: CallOptions,
): Promise<ReadBack> {
  const state = await readIssueState(context, change, options);
  if (entryOf(state.marks, restoreActionId(change.actionId))) return 'superseded';
  if (!entryOf(state.marks, change.actionId)) return readFields(state, change);
  const races = await readRaces(context, state, change, options);
  if (races.some((race) => race.isOursNow)) return 'absent';
  if (races.length > 0) return 'superseded';
  const explanation = planExplanation(change, state.projectType, context.configuration);
  if (explanation.kind !== 'comment') return 'present';
  return (await explanation.isWritten(context, options)) ? 'present' : 'absent';
}

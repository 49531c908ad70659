import {
  type CallOptions,
  isSameValue,
  isSignalboxError,
  type ReadBack,
  type SiteContext,
  type TicketChange,
  valueAt,
} from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { actionReference, isOwnAccount } from '../mapping/index.ts';
import { allOf, condition, listRecords, storedValue } from '../table/index.ts';
import { type Prepared, prepare } from './prepare.ts';
import { isHumanQueueMark } from './work-note.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** Looks for the action's reference in the journal; where that is closed to the account, at values and author. */
export async function readBackChange(
  context: Context,
  change: TicketChange,
  options: CallOptions = {},
): Promise<ReadBack> {
  const prepared = await prepare(context, change, options);
  const isNoted = prepared.isRepeat || (await isInJournal(context, change, options));
  // A group chosen meanwhile does not stand for the mark: only the note does.
  if (isHumanQueueMark(change)) return isNoted ? 'present' : 'absent';
  const values = valuesFound(prepared);
  if (values === 'others') return 'superseded';
  if (isNoted) return 'present';
  const isOurEdit = isOwnAccount(storedValue(prepared.record, 'sys_updated_by'), context.configuration);
  return values === 'ours' && isOurEdit ? 'present' : 'absent';
}

/** Whose values the fields hold: all ours, someone's that is neither ours nor the old one, or a rest of the old ones. */
function valuesFound({ targets, ticket }: Prepared): 'ours' | 'others' | 'old' {
  const current = targets.map((target) => ({ target, value: valueAt(ticket, target.path) }));
  if (
    current.some(({ target, value }) => !isSameValue(value, target.to) && !isSameValue(value, target.from))
  ) {
    return 'others';
  }
  const areAllOurs =
    targets.length > 0 && current.every(({ target, value }) => isSameValue(value, target.to));
  return areAllOurs ? 'ours' : 'old';
}

async function isInJournal(context: Context, change: TicketChange, options: CallOptions): Promise<boolean> {
  const reference = actionReference(change.actionId);
  const query = allOf(
    condition('element_id', '=', change.ticketId),
    condition('element', '=', 'work_notes'),
    condition('value', 'LIKE', reference),
  );
  try {
    const request = { query, columns: ['element_id', 'element', 'value'], limit: 10 };
    const list = await listRecords(context, 'sys_journal_field', request, options);
    // An instance that ignores a condition would show anyone's notes.
    return list.records.some(
      (record) =>
        storedValue(record, 'element_id') === change.ticketId &&
        storedValue(record, 'value').startsWith(reference),
    );
  } catch (error) {
    if (isSignalboxError(error) && error.code === 'permission') return false;
    throw error;
  }
}

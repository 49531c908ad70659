import { type CallOptions, isSignalboxError, type SiteContext, type TicketChange } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { readRecord, storedValue, updateRecord, updateRequest } from '../table/index.ts';
import type { Prepared } from './prepare.ts';
import type { Overwritten } from './race.ts';
import { restoreNote } from './work-note.ts';

/**
 * Puts overwritten values back, once, where ours still stands. True when the ticket then holds none of ours there;
 * false when that is not certain.
 */
export async function restore(
  context: SiteContext<ServiceNowConfiguration>,
  prepared: Prepared,
  change: TicketChange,
  overwritten: readonly Overwritten[],
  options: CallOptions = {},
): Promise<boolean> {
  const { table, ticket } = prepared;
  const columns = ['sys_id', ...overwritten.map(({ target }) => target.column)];
  try {
    const current = await readRecord(context, table, ticket.id, columns, options);
    if (current === null) return false;
    // What has changed since is someone's newer choice.
    const standing = overwritten.filter(
      ({ target }) => storedValue(current, target.column) === target.stored,
    );
    if (standing.length === 0) return true;
    const values = Object.fromEntries(standing.map(({ target, value }) => [target.column, value]));
    const request = updateRequest(table, ticket.id, { ...values, work_notes: restoreNote(change) }, columns);
    const after = await updateRecord(context, request, options);
    return standing.every(({ target }) => storedValue(after, target.column) !== target.stored);
  } catch (error) {
    if (isSignalboxError(error)) return false;
    throw error;
  }
}

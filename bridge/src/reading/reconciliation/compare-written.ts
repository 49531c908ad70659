import { type FieldHistoryEntry, holdsValue, type Ticket, valueAt } from '@signalbox/sdk';
import type { WrittenValue } from '../../writeback/index.ts';
import { type Reconciliation, type WrittenComparison, withDifference } from '../report/index.ts';

export type WrittenFate = 'kept' | 'replaced' | 'lost' | 'unexplained';

/**
 * What became of a value that Signalbox wrote. `history` is asked only where another value is there.
 * @param history the ticket's changes, oldest first; null when it cannot be read
 */
export async function fateOf(
  ticket: Ticket,
  written: WrittenValue,
  history: () => Promise<readonly FieldHistoryEntry[] | null>,
): Promise<WrittenFate> {
  if (holdsValue(ticket, written.path, written.value)) return 'kept';
  const entries = await history();
  if (entries === null) return 'unexplained';
  const ofField = entries.filter(({ path }) => path === written.path);
  const ours = ofField.findLastIndex(({ isOwn }) => isOwn);
  // What follows our own entry; without one, whatever a person did to the field explains it.
  const isReplaced = ofField.slice(ours + 1).some(({ isOwn }) => !isOwn);
  return isReplaced ? 'replaced' : 'lost';
}

/** The reconciliation with one more written value. */
export function addWritten(
  report: Reconciliation,
  ticket: Ticket,
  written: WrittenValue,
  fate: WrittenFate,
): Reconciliation {
  const none: WrittenComparison = {
    path: written.path,
    written: 0,
    kept: 0,
    replaced: 0,
    lost: 0,
    unexplained: 0,
  };
  const before = report.written.find(({ path }) => path === written.path) ?? none;
  const after = { ...before, written: before.written + 1, [fate]: before[fate] + 1 };
  const counted = {
    ...report,
    written: [...report.written.filter(({ path }) => path !== written.path), after],
  };
  if (fate === 'kept') return counted;
  return withDifference(counted, {
    kind: fate,
    ticketId: ticket.id,
    ticketKey: ticket.key,
    path: written.path,
    source: written.path === 'assignee' ? undefined : (valueAt(ticket, written.path)?.label ?? null),
    written: written.path === 'assignee' ? undefined : written.value.label,
  });
}

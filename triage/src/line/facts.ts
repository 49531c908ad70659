import {
  type FieldHistoryEntry,
  type FieldPath,
  type FieldValue,
  type Ticket,
  valueAt,
} from '@signalbox/sdk';
import type { FieldFact, Policy } from '../schema/index.ts';

export function valuesAt(ticket: Ticket, path: FieldPath): FieldValue[] {
  if (path === 'labels') return ticket.labels.map((label) => ({ value: label, label }));
  const held = path.startsWith('custom.') ? ticket.custom[path.slice('custom.'.length)] : undefined;
  if (Array.isArray(held)) return held;
  const value = valueAt(ticket, path);
  return value ? [value] : [];
}

/**
 * Who set the value that is there now. Any actor but ourselves counts as a human: another integration's choice is
 * somebody's choice. A value chosen at creation leaves no history, hence `none`.
 */
export function setBy(history: readonly FieldHistoryEntry[], path: FieldPath): FieldFact['setBy'] {
  const last = history.findLast((entry) => entry.path === path);
  if (!last) return 'none';
  return last.isOwn ? 'signalbox' : 'human';
}

/** The facts about a policy's fields that a decision rests on; no ticket text. */
export function fieldFacts(
  ticket: Ticket,
  history: readonly FieldHistoryEntry[],
  policy: Policy,
  notLearnt: ReadonlyMap<string, readonly string[]>,
): FieldFact[] {
  const paths = [...new Set(Object.values(policy.fields).map((field) => field.path))].sort();
  return paths.map((path) => ({
    path,
    current: valueAt(ticket, path),
    holds: valuesAt(ticket, path),
    setBy: setBy(history, path),
    notLearnt: [...(notLearnt.get(path) ?? [])],
  }));
}

import type { FieldScope } from '../fields/index.ts';
import type { HistoryEntry, Issue, StoredFields } from '../state/index.ts';
import { changeItems } from './change-items.ts';

/** Puts new values in place: updated time, changelog, search index. Null when nothing changed. */
export function commitFields(issue: Issue, values: StoredFields, scope: FieldScope): HistoryEntry | null {
  const { state } = scope.viewer;
  const now = state.now();
  const items = changeItems(issue.fields, values, scope);
  if (items.length === 0) return null;
  const entry: HistoryEntry = {
    id: state.nextId('history'),
    authorId: scope.account.accountId,
    at: now,
    items,
  };
  issue.history.push(entry);
  issue.fields = { ...issue.fields, ...values, updated: now };
  index(issue, now, state.indexLagMs);
  return entry;
}

/** A change that no field shows (a comment, a property): the issue counts as updated. */
export function touch(issue: Issue, scope: FieldScope): void {
  const { state } = scope.viewer;
  issue.fields = { ...issue.fields, updated: state.now() };
  index(issue, state.now(), state.indexLagMs);
}

/** Search sees the new version only after the lag; until then it keeps finding the old one. */
export function index(issue: Issue, now: number, lagMs: number): void {
  const visible = issue.index.findLastIndex((entry) => entry.visibleAt <= now);
  const kept = lagMs === 0 ? [] : issue.index.slice(Math.max(visible, 0));
  issue.index = [...kept, { visibleAt: now + lagMs, fields: issue.fields }];
}

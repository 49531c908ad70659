import { type FieldHistoryEntry, type FieldValue, isSameValue } from '@signalbox/sdk';
import type { ChangeItem, ChangelogEntry } from '../rest/index.ts';
import type { FieldDirectory } from './field-directory.ts';
import { accountOf, personOf } from './person.ts';
import { jiraTime } from './time.ts';

/** A side of a change. Fields without ids (labels, text) carry their value as text only. */
function sideOf(id: string | null, text: string | null): FieldValue | null {
  const value = id || text;
  return value ? { value, label: text || value } : null;
}

/** Labels and other fields of the platform come without `fieldId` from older sites. */
const fieldIdOf = (item: ChangeItem): string => item.fieldId ?? item.field;

/**
 * Takes out what Signalbox undid itself: where it gave a human's value back after a race, that value is the human's,
 * and the history must not say otherwise.
 */
function withoutOwnUndo(entries: readonly FieldHistoryEntry[]): FieldHistoryEntry[] {
  const kept: FieldHistoryEntry[] = [];
  for (const entry of entries) {
    const at = kept.findLastIndex((earlier) => earlier.path === entry.path);
    const last = kept[at];
    const isUndo =
      entry.isOwn && last?.isOwn && isSameValue(last.from, entry.to) && isSameValue(last.to, entry.from);
    if (isUndo) kept.splice(at, 1);
    else kept.push(entry);
  }
  return kept;
}

/** An issue's changelog as changes to canonical fields, oldest first. */
export function fieldHistory(
  changelog: readonly ChangelogEntry[],
  directory: FieldDirectory,
  ownAccount: string,
): FieldHistoryEntry[] {
  const entries = changelog.flatMap((change) =>
    change.items.flatMap((item) =>
      directory.pathsOf(fieldIdOf(item)).map(
        (path): FieldHistoryEntry => ({
          path,
          at: new Date(jiraTime(change.created)).toISOString(),
          actor: personOf(change.author),
          from: sideOf(item.from, item.fromText),
          to: sideOf(item.to, item.toText),
          isOwn: change.author ? accountOf(change.author) === ownAccount : false,
        }),
      ),
    ),
  );
  return withoutOwnUndo(entries.sort((left, right) => Date.parse(left.at) - Date.parse(right.at)));
}

import { type FieldChange, type FieldHistoryEntry, type FieldValue, isSameValue } from '../model/index.ts';

/** A field on which our write met somebody else's. */
export interface Race {
  readonly change: FieldChange;
  /** What our write replaced without having seen it; null: the field was empty. */
  readonly lost: FieldValue | null;
  /** False when somebody has changed the field since: theirs stays. */
  readonly isOursNow: boolean;
}

/** Looks up our newest write of each field in the history (oldest first): did it replace what we had compared with? */
export function findRaces(
  fields: readonly FieldChange[],
  history: readonly FieldHistoryEntry[],
): readonly Race[] {
  return fields.flatMap((change): readonly Race[] => {
    // An addition takes nothing away.
    if (change.operation === 'add') return [];
    const entries = history.filter(({ path }) => path === change.path);
    const ours = entries.findLast(({ isOwn, to }) => isOwn && isSameValue(to, change.to));
    if (!ours || isSameValue(ours.from, change.from)) return [];
    return [{ change, lost: ours.from, isOursNow: entries.at(-1) === ours }];
  });
}

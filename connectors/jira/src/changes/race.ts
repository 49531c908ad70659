import type { FieldChange, TicketChange } from '@signalbox/sdk';
import { accountOf, isListField, isRichTextField } from '../mapping/index.ts';
import type { ChangeItem, ChangelogEntry } from '../rest/index.ts';
import type { IssueState } from './issue-state.ts';

/** A field on which our write met somebody else's. */
export interface Race {
  readonly path: FieldChange['path'];
  readonly fieldId: string;
  /** The value we wrote over, as the changelog gives it; null: it was empty. */
  readonly lost: { readonly value: string; readonly label: string } | null;
  /** False when somebody has changed the field again: their value stays. */
  readonly isOursNow: boolean;
}

const valueBefore = (item: ChangeItem): string | null => item.from || item.fromText || null;
const valueAfter = (item: ChangeItem): string | null => item.to || item.toText || null;

/** Types whose changelog carries the value as the API writes it. Lists are changed by adding, which loses nothing. */
function isComparable(state: IssueState, fieldId: string): boolean {
  const schema = state.editmeta.fields[fieldId]?.schema;
  return (
    schema !== undefined &&
    !isListField(schema) &&
    !isRichTextField(schema) &&
    schema.type !== 'option-with-child'
  );
}

/**
 * Finds the fields where what we wrote over is not what we had compared with: Jira has no conditional write, so a
 * human may have been faster by a moment. Reads the changelog, oldest first, and looks at our newest change per field.
 */
export function findRaces(
  state: IssueState,
  change: TicketChange,
  changelog: readonly ChangelogEntry[],
  ownAccount: string,
): readonly Race[] {
  const items = changelog.flatMap((entry) =>
    entry.items.map((item) => ({
      item,
      isOwn: entry.author ? accountOf(entry.author) === ownAccount : false,
    })),
  );
  return change.fields.flatMap(({ path, operation, from, to }): readonly Race[] => {
    const fieldId = state.directory.fieldIdOf(path);
    if (fieldId === undefined || !isComparable(state, fieldId)) return [];
    const ofField = items.filter(({ item }) => (item.fieldId ?? item.field) === fieldId);
    const ours = ofField.findLast(({ item, isOwn }) => isOwn && valueAfter(item) === to.value);
    if (!ours) return [];
    const before = valueBefore(ours.item);
    const expected = operation === 'add' ? null : (from?.value ?? null);
    if (before === expected) return [];
    return [
      {
        path,
        fieldId,
        lost: before === null ? null : { value: before, label: ours.item.fromText ?? before },
        isOursNow: ofField.at(-1) === ours,
      },
    ];
  });
}

import { type FieldScope, kindOf } from '../fields/index.ts';
import { type ChangeItem, isCustom, type StoredFields, type StoredValue } from '../state/index.ts';

const isSame = (left: StoredValue, right: StoredValue): boolean =>
  left === right || JSON.stringify(left) === JSON.stringify(right);

/** Jira sets these beside a change; its changelog does not list them. */
const silent = new Set(['updated', 'created', 'resolutiondate', 'statuscategorychangedate', 'creator']);

/** What differs between two versions of an issue, in the changelog's terms. */
export function changeItems(
  before: StoredFields,
  after: StoredFields,
  scope: FieldScope,
): readonly ChangeItem[] {
  const items: ChangeItem[] = [];
  for (const [fieldId, value] of Object.entries(after)) {
    const earlier = before[fieldId] ?? null;
    const field = scope.viewer.state.fields.get(fieldId);
    if (!field || silent.has(fieldId) || isSame(earlier, value)) continue;
    const kind = kindOf(field);
    const from = kind.log(earlier, field, scope);
    const to = kind.log(value, field, scope);
    items.push({
      field: field.changelogName ?? (isCustom(field) ? field.name : field.id),
      fieldtype: isCustom(field) ? 'custom' : 'jira',
      fieldId,
      from: from.id,
      fromString: from.text,
      to: to.id,
      toString: to.text,
    });
  }
  return items;
}

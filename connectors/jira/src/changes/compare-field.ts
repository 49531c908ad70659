import { type FieldChange, type FieldResult, holdsValue, isSameValue, valueAt } from '@signalbox/sdk';
import { allowedValuesOf } from '../catalog/index.ts';
import { isListField, vendorValueOf } from '../mapping/index.ts';
import type { EditableField } from '../rest/index.ts';
import type { IssueState } from './issue-state.ts';

/** What one field's change comes to: a piece of the edit, or the reason why there is none. */
export type FieldPlan =
  | { readonly kind: 'skip'; readonly result: FieldResult }
  | { readonly kind: 'set'; readonly fieldId: string; readonly value: unknown }
  | { readonly kind: 'update'; readonly fieldId: string; readonly operations: readonly object[] };

const skip = (change: FieldChange, outcome: FieldResult['outcome'], reason: string | null): FieldPlan => ({
  kind: 'skip',
  result: { path: change.path, outcome, reason },
});

const label = /^\S{1,255}$/;

function isAllowed(field: EditableField, { to }: FieldChange): boolean {
  if (field.schema.system === 'labels') return label.test(to.value);
  return allowedValuesOf(field)?.some(({ value }) => value === to.value) ?? true;
}

/**
 * A list is changed by adding and removing single values, never by replacing it: what somebody else added meanwhile
 * stays. Null when the screen offers no such operation.
 */
function listOperations(field: EditableField, change: FieldChange, item: unknown): readonly object[] | null {
  const canDo = (operation: string): boolean => field.operations.includes(operation);
  if (!canDo('add')) return null;
  const replaced =
    change.operation === 'set' && change.from ? vendorValueOf(field.schema, change.from) : undefined;
  if (replaced === undefined) return [{ add: item }];
  return canDo('remove') ? [{ remove: replaced }, { add: item }] : null;
}

/**
 * Compares one field with what the change was decided on. Signalbox writes only what is still as it was: a value that
 * someone else set in between stays.
 */
export function compareField(state: IssueState, change: FieldChange): FieldPlan {
  const fieldId = state.directory.fieldIdOf(change.path);
  if (fieldId === undefined) return skip(change, 'rejected', 'Jira has no such field on this issue.');
  const field = state.editmeta.fields[fieldId];
  if (!field) return skip(change, 'rejected', 'The field is not on the edit screen of this issue.');
  if (holdsValue(state.ticket, change.path, change.to)) return skip(change, 'already-applied', null);

  const isList = isListField(field.schema);
  const isAddition = isList && change.operation === 'add';
  const expected = change.operation === 'add' ? null : change.from;
  if (!isAddition && !isSameValue(valueAt(state.ticket, change.path), expected)) {
    return skip(change, 'conflict', 'Someone else has set this field.');
  }
  if (!isAllowed(field, change)) return skip(change, 'rejected', 'Jira does not offer this value here.');
  const value = vendorValueOf(field.schema, change.to);
  if (value === undefined)
    return skip(change, 'rejected', `Fields of type ${field.schema.type} are not written.`);
  if (isList) {
    const operations = listOperations(field, change, value);
    return operations
      ? { kind: 'update', fieldId, operations }
      : skip(change, 'rejected', 'The edit screen does not offer to add to this field.');
  }
  if (!field.operations.includes('set'))
    return skip(change, 'rejected', 'The edit screen does not offer to set this field.');
  return { kind: 'set', fieldId, value };
}

import type { Field, StoredValue } from '../state/index.ts';
import type { FieldScope } from './scope.ts';

/** What Jira says of one field's value; collected by field id before the request is refused. */
export class FieldProblem extends Error {
  override readonly name = 'FieldProblem';
}

/** How the changelog writes a value: its id, and the words a person reads. */
export interface Logged {
  readonly id: string | null;
  readonly text: string | null;
}

/** Everything that differs between kinds of field; one object per kind. */
export interface FieldKind {
  /** The operations editmeta lists; empty for what cannot be edited. */
  readonly operations: readonly ('set' | 'add' | 'remove')[];
  /** The value of a `set`. Throws {@link FieldProblem}. `null` clears the field. */
  readonly read: (input: unknown, field: Field, scope: FieldScope) => StoredValue;
  /** For lists: one item of an `add` or `remove`. */
  readonly readItem?: (input: unknown, field: Field, scope: FieldScope) => string;
  readonly show: (value: StoredValue, field: Field, scope: FieldScope) => unknown;
  readonly log: (value: StoredValue, field: Field, scope: FieldScope) => Logged;
  readonly allowedValues?: (field: Field, scope: FieldScope) => readonly unknown[];
}

export const nothing: Logged = { id: null, text: null };
export const asText = (value: StoredValue): string | null => (typeof value === 'string' ? value : null);
export const asList = (value: StoredValue): readonly string[] => (isList(value) ? value : []);
const isList = (value: StoredValue): value is readonly string[] => Array.isArray(value);

/** For fields that only Jira itself sets. */
export const readOnly = (): never => {
  throw new FieldProblem('Field cannot be set. It is not on the appropriate screen, or unknown.');
};

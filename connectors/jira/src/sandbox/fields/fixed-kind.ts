import { type FieldKind, nothing, readOnly } from './field-kind.ts';

/** Shown because clients expect the key; never set. */
export const fixedKind: FieldKind = {
  operations: [],
  read: readOnly,
  show: (_value, field) => field.fixed,
  log: () => nothing,
};

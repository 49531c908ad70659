import type { FieldDefinition, Table } from '../dictionary/index.ts';
import { type Instance, type Row, valueAt } from '../instance/index.ts';

/** A column as seen from a table, possibly through references (`caller_id.manager.name`). */
export interface Column {
  readonly field: FieldDefinition;
  /** The table the last step belongs to. */
  readonly table: Table;
  readonly path: string;
  /** The record the last step is read from; undefined where a reference on the way is empty. */
  owner(row: Row): Row | undefined;
  read(row: Row): string;
}

/** Finds a column by its dot-walked path; undefined when any step does not exist. */
export function findColumn(instance: Instance, table: Table, path: string): Column | undefined {
  return path.includes('.') ? findDistant(instance, table, path) : findOwn(table, path);
}

function findOwn(table: Table, element: string): Column | undefined {
  const field = table.fields.get(element);
  if (!field || field.isSecret) return undefined;
  return { field, table, path: element, owner: (row) => row, read: (row) => valueAt(row, element) };
}

function findDistant(instance: Instance, table: Table, path: string): Column | undefined {
  const steps = path.split('.');
  const walked: { readonly table: Table; readonly field: FieldDefinition }[] = [];
  let current: Table | undefined = table;
  for (const step of steps) {
    const field: FieldDefinition | undefined = current?.fields.get(step);
    if (!current || !field || field.isSecret) return undefined;
    walked.push({ table: current, field });
    current = field.reference === null ? undefined : instance.dictionary.table(field.reference);
  }
  const last = walked.at(-1);
  if (!last) return undefined;
  const before = walked.slice(0, -1);
  const owner = (row: Row): Row | undefined => {
    let at: Row | undefined = row;
    for (const { field } of before) at = at && referenced(instance, field, valueAt(at, field.element));
    return at;
  };
  const { element } = last.field;
  const read = (row: Row): string => {
    const at = owner(row);
    return at ? valueAt(at, element) : '';
  };
  return { ...last, path, owner, read };
}

/** What stands for the record a reference points to: its display column; for other columns the value itself. */
export function readDisplay(instance: Instance, column: Column, row: Row): string {
  const value = column.read(row);
  return displayOf(instance, column.field, value);
}

/** The words for what a reference holds: the value itself when it is none, or points nowhere. */
export function displayOf(instance: Instance, field: FieldDefinition, value: string): string {
  const table = field.reference === null ? undefined : instance.dictionary.table(field.reference);
  const target = referenced(instance, field, value);
  if (!table || !target) return value;
  const display = table.fields.get(table.definition.display);
  const shown = valueAt(target, table.definition.display);
  // Some tables are shown by a reference of their own (a membership by its user).
  return display?.reference ? displayOf(instance, display, shown) : shown;
}

function referenced(instance: Instance, field: FieldDefinition, value: string): Row | undefined {
  const table = field.reference === null ? undefined : instance.dictionary.table(field.reference);
  if (!table || value === '') return undefined;
  return field.referenceKey === 'sys_id'
    ? instance.find(table, value)
    : instance.equal(table, field.referenceKey, value)?.[0];
}

import {
  type Catalog,
  catalogField,
  type FieldChange,
  type FieldResult,
  holdsValue,
  isSameValue,
  type Ticket,
  valueAt,
} from '../model/index.ts';

/** What is to be written, and what is settled without writing. */
export interface Comparison {
  readonly writable: readonly FieldChange[];
  readonly settled: readonly FieldResult[];
}

/**
 * Compares a change with the ticket as it is: ours is done, what was compared before deciding may be written, anything
 * else is somebody's and stays. What the catalog does not allow is rejected.
 */
export function compareFields(fields: readonly FieldChange[], ticket: Ticket, catalog: Catalog): Comparison {
  const writable: FieldChange[] = [];
  const settled: FieldResult[] = [];
  for (const field of fields) {
    const { path, to } = field;
    const refused = refusalOf(field, catalog);
    if (refused !== null) settled.push({ path, outcome: 'rejected', reason: refused });
    else if (holdsValue(ticket, path, to)) settled.push({ path, outcome: 'already-applied', reason: null });
    else if (field.operation === 'add' || isSameValue(valueAt(ticket, path), field.from))
      writable.push(field);
    else
      settled.push({
        path,
        outcome: 'conflict',
        reason: 'Someone chose another value meanwhile, and it stays.',
      });
  }
  return { writable, settled };
}

function refusalOf({ path, to }: FieldChange, catalog: Catalog): string | null {
  const field = catalogField(catalog, path);
  if (!field) return `The site has no field ${path}.`;
  if (!field.isEditable) return `${field.name} cannot be edited.`;
  const isAllowed = field.allowedValues?.some(({ value }) => value === to.value) ?? true;
  return isAllowed ? null : `${field.name} has no such value.`;
}

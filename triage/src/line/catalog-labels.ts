import { allowedValue, type Catalog, type CatalogField, catalogField, type FieldValue } from '@signalbox/sdk';
import type { FieldPolicy, Policy } from '../schema/index.ts';

type Renames = Pick<FieldPolicy, 'labels'>;

/** The catalog's value for a model's label, by the admin's rule where it was renamed; null when it left the catalog. */
export function catalogValue(field: CatalogField, { labels }: Renames, label: string): FieldValue | null {
  const renamed = Object.hasOwn(labels, label) ? labels[label] : undefined;
  return allowedValue(field, renamed ?? label);
}

/** The model's labels that the catalog does not offer, by whatever name. They are withheld. */
export function withheldLabels(
  field: CatalogField,
  renames: Renames,
  labels: readonly string[],
): readonly string[] {
  return labels.filter((label) => catalogValue(field, renames, label) === null);
}

/**
 * What the catalog offers and no label of the model leads to: never suggested before a model has learnt it. Nothing for
 * an open field, or for a target that the model does not have.
 */
export function notLearntValues(
  field: CatalogField,
  renames: Renames,
  labels: readonly string[],
): readonly string[] {
  if (field.allowedValues === null || labels.length === 0) return [];
  const learnt = new Set(labels.map((label) => catalogValue(field, renames, label)?.value));
  return field.allowedValues.filter(({ value }) => !learnt.has(value)).map(({ label }) => label);
}

/** A catalog of thousands must not fill every receipt. */
const namedAtMost = 100;

/** {@link notLearntValues} by the path of the policy's fields, 100 names each at most. */
export function notLearntByPath(
  policy: Policy,
  catalog: Catalog | null,
  targets: readonly { readonly name: string; readonly labels: readonly string[] }[],
): ReadonlyMap<string, readonly string[]> {
  const found = Object.values(policy.fields).flatMap((fieldPolicy) => {
    const field = catalog ? catalogField(catalog, fieldPolicy.path) : undefined;
    const target = targets.find(({ name }) => name === fieldPolicy.target);
    if (fieldPolicy.mode === 'off' || !field || !target) return [];
    const values = notLearntValues(field, fieldPolicy, target.labels).slice(0, namedAtMost);
    return [[fieldPolicy.path, values] as const];
  });
  return new Map(found);
}

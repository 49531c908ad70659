import { createHash } from 'node:crypto';
import type { Catalog } from '../model/index.ts';

/** Completes a catalog with its version, whatever order the vendor listed fields and values in. */
export function defineCatalog(catalog: Omit<Catalog, 'version'>): Catalog {
  const byKey = <T>(items: readonly T[], key: (item: T) => string): T[] =>
    [...items].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
  const fields = byKey(catalog.fields, (field) => field.path).map((field) => ({
    ...field,
    allowedValues: field.allowedValues && byKey(field.allowedValues, (value) => value.value),
  }));
  const version = createHash('sha256')
    .update(JSON.stringify([catalog.project, catalog.type, fields]))
    .digest('hex');
  return { ...catalog, fields, version };
}

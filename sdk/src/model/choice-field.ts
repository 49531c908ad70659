import type { CatalogField } from './catalog.ts';

/** A choice field of a catalog that may be set, and need not be. */
export function choiceField(
  known: Pick<CatalogField, 'path' | 'vendorId' | 'allowedValues'> & Partial<CatalogField>,
): CatalogField {
  return { name: known.vendorId, kind: 'choice', isEditable: true, isRequired: false, ...known };
}

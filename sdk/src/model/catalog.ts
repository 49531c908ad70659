import { z } from 'zod';
import { type FieldPath, fieldPathSchema } from './field-path.ts';
import { type FieldValue, fieldValueSchema } from './field-value.ts';
import { ticketTypes } from './ticket.ts';

/** What one field may hold, from the vendor's own metadata. */
export const catalogFieldSchema = z.object({
  path: fieldPathSchema,
  /** The name people see. */
  name: z.string(),
  /** The vendor's id (`customfield_10050`, `assignment_group`). */
  vendorId: z.string(),
  kind: z.enum(['choice', 'choices', 'reference', 'text', 'number', 'date', 'labels', 'other']),
  isEditable: z.boolean(),
  isRequired: z.boolean(),
  /** null: open (free text, or a reference with too many rows to list). */
  allowedValues: z.array(fieldValueSchema).nullable(),
});
export type CatalogField = z.infer<typeof catalogFieldSchema>;

/** The fields and allowed values of a site, for one ticket type and, in Jira, one project. */
export const catalogSchema = z.object({
  site: z.string(),
  project: z.string().nullable(),
  type: z.enum(ticketTypes),
  fields: z.array(catalogFieldSchema),
  /** SHA-256 of the fields: equal catalogs have equal versions. */
  version: z.string(),
});
export type Catalog = z.infer<typeof catalogSchema>;

export function catalogField(catalog: Catalog, path: FieldPath): CatalogField | undefined {
  return catalog.fields.find((field) => field.path === path);
}

/** The allowed value that people read as `label` (exact, then ignoring case), or null when the catalog has none. */
export function allowedValue(field: CatalogField, label: string): FieldValue | null {
  if (field.allowedValues === null) return { value: label, label };
  const folded = label.toLocaleLowerCase('en');
  return (
    field.allowedValues.find((value) => value.label === label) ??
    field.allowedValues.find((value) => value.label.toLocaleLowerCase('en') === folded) ??
    null
  );
}

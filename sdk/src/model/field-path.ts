import { z } from 'zod';

/** The ITIL fields every service desk has, in the words of the canonical model. */
export const standardFields = [
  'summary',
  'description',
  'state',
  'impact',
  'urgency',
  'priority',
  'category',
  'subcategory',
  'assignmentGroup',
  'assignee',
  'labels',
] as const;
export type StandardField = (typeof standardFields)[number];

/** Where a field lives in a canonical ticket: a standard field, or `custom.NAME` with the vendor's display name. */
export type FieldPath = StandardField | `custom.${string}`;

export const fieldPathSchema = z.custom<FieldPath>(
  (value) =>
    typeof value === 'string' &&
    ((standardFields as readonly string[]).includes(value) ||
      (value.startsWith('custom.') && value.length > 'custom.'.length)),
  { error: `a field path is one of ${standardFields.join(', ')} or "custom.NAME"` },
);

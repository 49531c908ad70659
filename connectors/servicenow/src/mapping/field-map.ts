import type { StandardField } from '@signalbox/sdk';

/** How a canonical field and a column of a ticket table belong together. One row serves reading and writing. */
export interface FieldMapping {
  readonly path: Exclude<StandardField, 'labels'>;
  readonly column: string;
  /** The base system's label, for instances that do not let us read theirs. */
  readonly label: string;
  readonly kind: 'text' | 'choice' | 'reference';
  /** For references: the table they point to. */
  readonly reference: 'sys_user_group' | 'sys_user' | null;
  readonly isWritable: boolean;
}

const text = (path: FieldMapping['path'], column: string, label: string): FieldMapping => ({
  path,
  column,
  label,
  kind: 'text',
  reference: null,
  isWritable: true,
});

const choice = (
  path: FieldMapping['path'],
  column: string,
  label: string,
  isWritable = true,
): FieldMapping => ({ path, column, label, kind: 'choice', reference: null, isWritable });

/** The fields of `task` and `incident` in the base system that the canonical model has a word for. ServiceNow has no labels. */
export const fieldMap: readonly FieldMapping[] = [
  text('summary', 'short_description', 'Short description'),
  text('description', 'description', 'Description'),
  // A resolution needs a code and notes, which Signalbox has no business to invent.
  choice('state', 'state', 'State', false),
  choice('impact', 'impact', 'Impact'),
  choice('urgency', 'urgency', 'Urgency'),
  // Computed by the instance from impact and urgency.
  choice('priority', 'priority', 'Priority', false),
  choice('category', 'category', 'Category'),
  choice('subcategory', 'subcategory', 'Subcategory'),
  {
    path: 'assignmentGroup',
    column: 'assignment_group',
    label: 'Assignment group',
    kind: 'reference',
    reference: 'sys_user_group',
    isWritable: true,
  },
  {
    path: 'assignee',
    column: 'assigned_to',
    label: 'Assigned to',
    kind: 'reference',
    reference: 'sys_user',
    isWritable: true,
  },
];

export function mappingAt(path: string): FieldMapping | undefined {
  return fieldMap.find((mapping) => mapping.path === path);
}

export function mappingOfColumn(column: string): FieldMapping | undefined {
  return fieldMap.find((mapping) => mapping.column === column);
}

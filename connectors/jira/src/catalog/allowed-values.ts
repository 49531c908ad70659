import type { CatalogField, FieldValue } from '@signalbox/sdk';
import type { EditableField } from '../rest/index.ts';

/** Allowed values in canonical form, the children of cascading choices as `PARENT/CHILD`; null for an open field. */
export function allowedValuesOf(field: EditableField): readonly FieldValue[] | null {
  if (!field.allowedValues) return null;
  return field.allowedValues.flatMap(({ id, value, name, children }) => {
    const label = value ?? name;
    const key = id ?? label;
    if (key === undefined || label === undefined) return [];
    return [
      { value: key, label },
      ...(children ?? []).map((child) => ({
        value: `${key}/${child.id}`,
        label: `${label} / ${child.value}`,
      })),
    ];
  });
}

type Kind = CatalogField['kind'];

const single: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    option: 'choice',
    'option-with-child': 'choice',
    priority: 'choice',
    user: 'reference',
    group: 'reference',
    string: 'text',
    number: 'number',
    date: 'date',
    datetime: 'date',
  }),
);
const listed: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    option: 'choices',
    component: 'choices',
    version: 'choices',
    string: 'labels',
  }),
);

export function kindOf({ schema }: EditableField): Kind {
  return (schema.type === 'array' ? listed.get(schema.items ?? '') : single.get(schema.type)) ?? 'other';
}

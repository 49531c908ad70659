import type { FieldPath } from '@signalbox/sdk';
import type { FieldSchema } from '../rest/index.ts';

/** Jira's own fields that the canonical model has a place for. */
export const systemPaths: ReadonlyMap<string, FieldPath> = new Map(
  Object.entries<FieldPath>({
    summary: 'summary',
    description: 'description',
    status: 'state',
    priority: 'priority',
    labels: 'labels',
    assignee: 'assignee',
    components: 'custom.Components',
  }),
);

/** Single choices that Jira Service Management ships under these names are ITIL's own fields. */
const itilNames: ReadonlyMap<string, FieldPath> = new Map([
  ['impact', 'impact'],
  ['urgency', 'urgency'],
]);

const isCustom = (id: string): boolean => id.startsWith('customfield_');

/** Which canonical path leads to which field of one issue, and back. */
export interface FieldDirectory {
  /** Every path that leads to the field: `custom.NAME`, and `impact` or `urgency` where it is that. */
  pathsOf(fieldId: string): readonly FieldPath[];
  fieldIdOf(path: FieldPath): string | undefined;
  readonly fieldIds: readonly string[];
  /** Every path with its field's id. */
  readonly links: readonly (readonly [path: FieldPath, fieldId: string])[];
}

/**
 * The directory of an issue's fields. Names are what people see, and need not be unique in Jira: where two fields of an
 * issue share one, each is called `NAME (customfield_N)`, so that nothing is written to the wrong one.
 *
 * @param names - display names by field id, as `expand=names` gives them
 * @param schemas - field schemas by id; without one, a field is not taken for impact or urgency
 */
export function fieldDirectory(
  names: Readonly<Record<string, string>>,
  schemas: Readonly<Record<string, FieldSchema>>,
): FieldDirectory {
  const custom = Object.entries(names).filter(([id, name]) => isCustom(id) && name !== '');
  const uses = new Map<string, number>([['Components', 1]]);
  for (const [, name] of custom) uses.set(name, (uses.get(name) ?? 0) + 1);

  const paths = new Map<string, FieldPath[]>([...systemPaths].map(([id, path]) => [id, [path]]));
  for (const [id, name] of custom) {
    const isAlone = (uses.get(name) ?? 0) < 2;
    const itil = isAlone && schemas[id]?.type === 'option' ? itilNames.get(name.toLowerCase()) : undefined;
    paths.set(id, [`custom.${isAlone ? name : `${name} (${id})`}`, ...(itil ? [itil] : [])]);
  }
  const links = [...paths].flatMap(([id, known]) => known.map((path) => [path, id] as const));
  const ids = new Map(links);
  return {
    pathsOf: (fieldId) => paths.get(fieldId) ?? [],
    fieldIdOf: (path) => ids.get(path),
    fieldIds: [...paths.keys()],
    links,
  };
}

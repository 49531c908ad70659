import type { FieldSchema } from '../rest/index.ts';

type Schemas = Readonly<Record<string, FieldSchema>>;

/** By the schemas themselves: the issues of one answer share them, and are many. */
const known = new WeakMap<Schemas, ReadonlyMap<string, readonly string[]>>();

/** Ids of the fields of one kind (`com.atlassian.…`), as the schemas name it. */
export function fieldsOfKind(schemas: Schemas, kind: string): readonly string[] {
  let byKind = known.get(schemas);
  if (!byKind) {
    const ids = Object.entries(schemas).filter(([, { custom }]) => custom !== undefined);
    byKind = new Map(
      Map.groupBy(ids, ([, { custom }]) => custom ?? '')
        .entries()
        .map(([custom, fields]) => [custom, fields.map(([id]) => id)]),
    );
    known.set(schemas, byKind);
  }
  return byKind.get(kind) ?? [];
}

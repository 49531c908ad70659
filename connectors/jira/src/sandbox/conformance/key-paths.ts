/** `null` says nothing about a type, so it is none. */
export type JsonType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** Every key of a JSON value, as a path (`issues[].fields.summary`), with the types seen there. */
export type KeyPaths = ReadonlyMap<string, ReadonlySet<JsonType>>;

/** Maps whose keys are data, not names of members: their keys all count as one. */
const maps: readonly (readonly [RegExp, string])[] = [
  [/customfield_\d+/g, 'customfield_*'],
  [/(^|\.)(permissions)\.[A-Z_]+/g, '$1$2.*'],
  [/(^|\.)(names|schema|properties)\.(?!items|type|system|custom|customId)[^.[]+/g, '$1$2.*'],
  [/(editmeta\.|transitions\[\]\.|issuetypes\[\]\.|^)fields\.[^.[]+(?=\.|$)/g, '$1fields.*'],
];

/** @param isFieldMap true where `fields` at the top holds metadata by field id (editmeta), not an issue's values */
export function keyPaths(value: unknown, isFieldMap = false): KeyPaths {
  const found = new Map<string, Set<JsonType>>();
  const visit = (path: string, current: unknown): void => {
    const name = collapsed(path, isFieldMap);
    if (name !== '') {
      const types = found.get(name) ?? new Set<JsonType>();
      found.set(name, types);
      // Custom fields have a type each.
      const type = name.endsWith('customfield_*') ? null : typeOf(current);
      if (type !== null) types.add(type);
    }
    if (name.endsWith('customfield_*')) return;
    if (Array.isArray(current)) for (const item of current) visit(`${path}[]`, item);
    else if (typeof current === 'object' && current !== null) {
      // A document's nodes are the writer's, not Jira's.
      if ('type' in current && current.type === 'doc') return;
      for (const [key, child] of Object.entries(current)) visit(path === '' ? key : `${path}.${key}`, child);
    }
  };
  visit('', value);
  return found;
}

/** The keys of several bodies together, because one shows what another leaves empty. */
export function mergedKeyPaths(values: readonly unknown[]): KeyPaths {
  const merged = new Map<string, ReadonlySet<JsonType>>();
  for (const value of values) {
    for (const [path, types] of keyPaths(value))
      merged.set(path, (merged.get(path) ?? new Set()).union(types));
  }
  return merged;
}

function collapsed(path: string, isFieldMap: boolean): string {
  const applied = maps.filter(([pattern]) => isFieldMap || !pattern.source.includes('|^)fields'));
  return applied.reduce((name, [pattern, replacement]) => name.replaceAll(pattern, replacement), path);
}

function typeOf(value: unknown): JsonType | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

export interface Comparison {
  /** Keys in both whose types have nothing in common, as `path: ours, theirs`. */
  readonly differences: readonly string[];
  /** Keys of ours that no example shows. */
  readonly withoutExample: readonly string[];
  /** Keys the examples show and we do not send. */
  readonly notSent: readonly string[];
}

export function compareKeys(ours: KeyPaths, examples: readonly KeyPaths[]): Comparison {
  const theirs = new Map<string, Set<JsonType>>();
  for (const example of examples) {
    for (const [path, types] of example) theirs.set(path, (theirs.get(path) ?? new Set()).union(types));
  }
  const differences: string[] = [];
  for (const [path, types] of ours) {
    const expected = theirs.get(path);
    if (!expected || expected.size === 0 || types.size === 0) continue;
    if (types.isDisjointFrom(expected))
      differences.push(`${path}: ${[...types].join('|')}, not ${[...expected].join('|')}`);
  }
  // A key inside something that is not there at all would only repeat it.
  const topmost = (paths: readonly string[]): readonly string[] =>
    paths
      .filter((path) => !paths.some((other) => path.startsWith(`${other}.`) || path.startsWith(`${other}[`)))
      .sort();
  return {
    differences: differences.sort(),
    withoutExample: topmost([...ours.keys()].filter((path) => !theirs.has(path))),
    notSent: topmost([...theirs.keys()].filter((path) => !ours.has(path))),
  };
}

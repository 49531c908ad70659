/** The operations that the connector uses. */
export const operations: Readonly<Record<string, readonly string[]>> = {
  '/repos/{owner}/{repo}/issues': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/labels': ['post', 'put'],
  '/repos/{owner}/{repo}/issues/{issue_number}/events': ['get'],
  '/repos/{owner}/{repo}/labels': ['get'],
};

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Words for people, and what only GitHub's own tools read. */
const isLeftOut = (key: string): boolean =>
  ['description', 'summary', 'externalDocs', 'examples', 'example', 'tags'].includes(key) || key.startsWith('x-');

/** Without prose. Inside `properties` a key is a name, and stays whatever it is. */
function bare(value: unknown, areKeysNames = false): unknown {
  if (Array.isArray(value)) return value.map((each) => bare(each));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => areKeysNames || !isLeftOut(key))
      .map(([key, member]) => [key, bare(member, !areKeysNames && key === 'properties')]),
  );
}

function at(document: unknown, pointer: string): unknown {
  const keys = pointer.replace(/^#\//, '').split('/');
  return keys.reduce<unknown>((value, key) => (isObject(value) ? value[key.replaceAll('~1', '/')] : undefined), document);
}

function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

/** The part of GitHub's description that {@link operations} need, with every schema they refer to. */
export function trimmedDescription(description: Json): Json {
  const paths: Record<string, unknown> = {};
  for (const [path, methods] of Object.entries(operations)) {
    const item = at(description.paths, path.replaceAll('/', '~1'));
    if (!isObject(item)) throw new Error(`GitHub describes no ${path}.`);
    paths[path] = bare(Object.fromEntries(methods.map((method) => [method, item[method]])));
  }
  const components: Record<string, Record<string, unknown>> = {};
  const waiting = [...references(paths)];
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(pointer) ?? [];
    const group = (components[kind] ??= {});
    if (name in group) continue;
    group[name] = bare(at(description, pointer));
    waiting.push(...references(group[name]));
  }
  const { openapi, info } = description;
  return { openapi, info: bare(info), paths, components };
}

interface Examples {
  readonly name: string;
  readonly examples: readonly unknown[];
}

/** The payloads of the events that the connector reads. */
export function trimmedWebhooks(all: readonly Examples[]): Readonly<Record<string, readonly unknown[]>> {
  const wanted = all.filter(({ name }) => name === 'issues' || name === 'issue_comment');
  return Object.fromEntries(wanted.map(({ name, examples }) => [name, examples]));
}

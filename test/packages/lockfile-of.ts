import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const entrySchema = z.looseObject({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const lockSchema = z.object({ packages: z.record(z.string(), entrySchema) });

/** The place of a package as Node resolves it from another one; undefined when the lock has none. */
function placeOf(
  packages: Readonly<Record<string, unknown>>,
  name: string,
  from: string,
): string | undefined {
  for (let home = from; ; home = home.slice(0, Math.max(0, home.lastIndexOf('/node_modules/')))) {
    const place = `${home === '' ? '' : `${home}/`}node_modules/${name}`;
    if (Object.hasOwn(packages, place)) return place;
    if (home === '') return undefined;
  }
}

/**
 * The lockfile of a project with one dependency, a tarball, whose own dependencies are those of the repository's lock:
 * npm then installs them from its cache, without asking a registry what there is.
 */
export async function lockfileOf(root: string, name: string, tarball: string): Promise<string> {
  const { packages } = lockSchema.parse(
    JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')),
  );
  const { version, dependencies = {} } = packages['sdk'] ?? {};
  const locked: Record<string, unknown> = {
    '': { name: 'empty', dependencies: { [name]: tarball } },
    [`node_modules/${name}`]: { version, resolved: tarball, dependencies },
  };
  const waiting = Object.keys(dependencies).map((dependency) => placeOf(packages, dependency, ''));
  for (let place = waiting.pop(); waiting.length > 0 || place !== undefined; place = waiting.pop()) {
    const entry = place === undefined || place in locked ? undefined : packages[place];
    if (!entry || place === undefined) continue;
    // What development alone needs in the repository is needed here.
    const { dev: _dev, peer: _peer, ...kept } = entry;
    locked[place] = kept;
    const needed = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    waiting.push(...needed.map((dependency) => placeOf(packages, dependency, place ?? '')));
  }
  return JSON.stringify({ name: 'empty', lockfileVersion: 3, requires: true, packages: locked });
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { jiraConnector } from '@signalbox/connector-jira';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { type Connector, SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';

/** A connector whose settings nobody here knows. */
export type AnyConnector = Connector<unknown>;

const builtIn: Readonly<Record<string, unknown>> = {
  jira: jiraConnector,
  servicenow: serviceNowConnector,
};

const manifestSchema = z.looseObject({
  exports: z.union([
    z.string(),
    z.looseObject({ '.': z.union([z.string(), z.looseObject({ default: z.string() })]) }),
  ]),
});

/**
 * A connector by name (`jira`, `servicenow`), or from a package's directory or a module. Throws `configuration` when
 * there is none.
 */
export async function loadConnector(name: string): Promise<AnyConnector> {
  const known = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  if (isConnector(known)) return known;
  const file = await entryOf(path.resolve(name), name);
  const module: unknown = await import(pathToFileURL(file).href);
  const found =
    typeof module === 'object' && module !== null ? Object.values(module).find(isConnector) : undefined;
  if (found) return found;
  throw new SignalboxError(
    'configuration',
    `${file} exports no connector: export what defineConnector gives.`,
  );
}

async function entryOf(location: string, name: string): Promise<string> {
  if (!existsSync(location)) {
    const names = Object.keys(builtIn).join(', ');
    throw new SignalboxError(
      'configuration',
      `There is no connector "${name}": write ${names}, or the directory of a connector's package.`,
    );
  }
  const manifest = path.join(location, 'package.json');
  if (!existsSync(manifest)) return location;
  const parsed = manifestSchema.safeParse(JSON.parse(await readFile(manifest, 'utf8')));
  if (!parsed.success) {
    throw new SignalboxError(
      'configuration',
      `${manifest} has no exports: write "exports": { ".": "./src/index.ts" }.`,
    );
  }
  const { exports } = parsed.data;
  const entry = typeof exports === 'string' ? exports : exports['.'];
  return path.join(location, typeof entry === 'string' ? entry : entry.default);
}

function isConnector(value: unknown): value is AnyConnector {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['name', 'version', 'configuration', 'authentication', 'limits'].every((member) => member in value)
  );
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignalboxError } from '../errors/index.ts';
import { connectorNames, renamed } from './connector-names.ts';

export interface ScaffoldOptions {
  /** kebab-case: `zendesk`. */
  readonly name: string;
  /** Made when it is missing; must be empty. */
  readonly directory: string;
  /** What package.json says of `@signalbox/sdk`. Default: this version; for a tarball `file:…`. */
  readonly sdk?: string;
}

/** Beside `src/`, and beside what it is built to. */
const template = fileURLToPath(new URL('../../template/', import.meta.url));

const isKept = (file: string): boolean => !file.split(path.sep).includes('node_modules');

/**
 * Makes a connector package that passes type check and conformance as it is, against a small sandbox of its own.
 * Resolves with the files it wrote, relative to the directory. Throws `configuration` for a name that cannot be one,
 * and for a directory with something in it.
 */
export async function createConnectorPackage(options: ScaffoldOptions): Promise<readonly string[]> {
  const names = connectorNames(options.name);
  await mkdir(options.directory, { recursive: true });
  if ((await readdir(options.directory)).length > 0) {
    throw new SignalboxError(
      'configuration',
      `${options.directory} is not empty. Name another directory with --directory.`,
    );
  }
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(template, path.join(entry.parentPath, entry.name)))
    .filter(isKept);
  const written = new Map<string, string>([['.gitignore', 'node_modules/\n']]);
  for (const file of files) {
    const text = renamed(await readFile(path.join(template, file), 'utf8'), names);
    written.set(renamed(file, names), file === 'package.json' ? withSdk(text, options.sdk) : text);
  }
  for (const [file, text] of written) {
    const target = path.join(options.directory, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  return [...written.keys()].sort();
}

function withSdk(manifest: string, sdk: string | undefined): string {
  if (sdk === undefined) return manifest;
  return manifest.replace(/("@signalbox\/sdk": )"[^"]*"/, (_, key: string) => `${key}${JSON.stringify(sdk)}`);
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isOlder } from './is-older.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const directory = join(root, 'dist');
const sources = [
  ...['index.html', 'vite.config.ts', 'public', 'src'].map((name) => join(root, name)),
  ...['panel/src', 'triage/src/schema', 'sdk/src/model'].map((name) => join(root, '..', name)),
];

function viteCommand(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  } catch {
    return null;
  }
}

/** Vite runs in a process of its own: it takes 100 MB that the bridge would keep, and sets NODE_ENV for its process. */
async function build(command: string): Promise<void> {
  // Built aside and moved into place, so that whoever serves the old pages never sees half of the new ones.
  const workshop = join(root, 'node_modules');
  await mkdir(workshop, { recursive: true });
  const aside = await mkdtemp(join(workshop, '.build-'));
  try {
    const fresh = join(aside, 'dist');
    const flags = ['--outDir', fresh, '--emptyOutDir', '--logLevel', 'error'];
    await promisify(execFile)(process.execPath, [command, 'build', root, ...flags], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    await rename(directory, join(aside, 'old')).catch(() => undefined);
    await rename(fresh, directory);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * The directory with the console's pages, to be served under any path. They are built first (in a second or two)
 * when they are missing or older than their sources; pages that came without Vite are taken as they are.
 *
 * @throws Error when there are no pages and they cannot be built.
 */
export async function consoleDirectory(): Promise<string> {
  const page = join(directory, 'index.html');
  if (!(await isOlder(page, sources))) return directory;
  const command = viteCommand();
  if (command === null) {
    if (existsSync(page)) return directory;
    throw new Error(
      'The console is not built, and Vite is not installed to build it. ' +
        'Run "npm install" with development dependencies, then "npm run build:console".',
    );
  }
  try {
    await build(command);
  } catch (cause) {
    // Another process may have finished the same build in the meantime.
    if (!(await isOlder(page, sources))) return directory;
    throw new Error('The console could not be built. "npm run build:console" shows why.', { cause });
  }
  return directory;
}

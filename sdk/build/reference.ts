import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { root } from './files.ts';

/**
 * `npm run docs:reference`: the API reference of every door of the SDK, from its docstrings, as pages in
 * sdk/reference/. It is made from the sources and not kept.
 */
const toolchain = new URL('toolchain/', root);

async function run(command: string, words: readonly string[], directory: URL): Promise<void> {
  const child = spawn(command, words, { cwd: fileURLToPath(directory), stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with exit code ${code}.`);
}

const wanted = createHash('sha256')
  .update(await readFile(new URL('package-lock.json', toolchain)))
  .digest('hex');
const stamp = new URL('node_modules/.installed', toolchain);
if (!existsSync(stamp) || (await readFile(stamp, 'utf8')) !== wanted) {
  console.log('installing typedoc (48 MB, once)');
  await run('npm', ['ci', '--no-audit', '--no-fund'], toolchain);
  await writeFile(stamp, wanted);
}

const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const doors = Object.values<string>(manifest.exports);
await run(
  process.execPath,
  [
    fileURLToPath(new URL('node_modules/typedoc/bin/typedoc', toolchain)),
    ...['--tsconfig', 'tsconfig.build.json', '--skipErrorChecking', '--excludeInternal', '--readme', 'none'],
    ...['--plugin', 'typedoc-plugin-markdown', '--out', 'reference', '--name', manifest.name],
    ...['--disableSources', '--logLevel', 'Error'],
    ...doors.map((door) => door.replace('./', '')),
  ],
  root,
);
console.log(`reference/README.md has ${doors.length} doors`);

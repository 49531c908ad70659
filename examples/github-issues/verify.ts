import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { trimmedDescription, trimmedWebhooks } from './contract/trim.ts';

/**
 * `npm run verify:github`: holds the copies under contract/ to GitHub's own packages, which are too large for every
 * install, and the connector to the copies. With --write it makes the copies anew.
 */
const here = new URL('./', import.meta.url);
const toolchain = new URL('toolchain/', here);

async function run(command: string, words: readonly string[], directory: URL): Promise<void> {
  const child = spawn(command, words, { cwd: fileURLToPath(directory), stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${words.join(' ')} ended with exit code ${code}.`);
}

/** Installs GitHub's packages when they are missing or the lockfile changed. */
async function installContract(): Promise<void> {
  const lockfile = await readFile(new URL('package-lock.json', toolchain));
  const stamp = new URL('node_modules/.installed', toolchain);
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  console.log('installing GitHub’s published contract (395 MB, once)');
  await run('npm', ['ci', '--no-audit', '--no-fund'], toolchain);
  await writeFile(stamp, wanted);
}

async function parsed(file: string) {
  return JSON.parse(await readFile(new URL(`node_modules/@octokit/${file}`, toolchain), 'utf8'));
}

async function hold(name: string, original: unknown): Promise<void> {
  const file = new URL(`contract/${name}.json.gz`, here);
  if (process.argv.includes('--write')) await writeFile(file, gzipSync(JSON.stringify(original)));
  const copy: unknown = JSON.parse(gunzipSync(await readFile(file)).toString());
  if (!isDeepStrictEqual(copy, original)) {
    throw new Error(`contract/${name}.json.gz differs from what GitHub publishes: run it with --write.`);
  }
  console.log(`contract/${name}.json.gz is what GitHub publishes`);
}

await installContract();
await hold('description', trimmedDescription(await parsed('openapi/generated/api.github.com.json')));
await hold('webhooks', trimmedWebhooks(await parsed('webhooks-examples/api.github.com/index.json')));
if (!process.argv.includes('--write'))
  await run('npx', ['vitest', 'run', 'examples/github-issues'], new URL('../../', here));

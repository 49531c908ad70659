import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { buildForgeApp } from './build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const toolchain = path.join(root, 'forge-app/toolchain');
const apiDescription = path.join(root, 'connectors/jira/contract/jira-cloud-v3.2025-12.openapi.json.gz');

async function run(
  command: string,
  commandArguments: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(command, commandArguments, { cwd, stdio: 'inherit', env: environment });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0) throw new Error(`${command} ${commandArguments.join(' ')} ended with exit code ${code}.`);
}

/** Installs the official toolchain when it is missing or its lockfile changed. */
async function installToolchain(): Promise<void> {
  const lockfile = await readFile(path.join(toolchain, 'package-lock.json'));
  const stamp = path.join(toolchain, 'node_modules/.installed');
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  console.log("installing Atlassian's toolchain (about half a minute, once)");
  await run('npm', ['ci', '--no-audit', '--no-fund'], toolchain, process.env);
  await writeFile(stamp, wanted);
}

/** The permission linter reads the API descriptions from these files instead of fetching them. */
async function localDescriptions(directory: string): Promise<NodeJS.ProcessEnv> {
  const jira = path.join(directory, 'jira.json');
  const empty = path.join(directory, 'empty.json');
  await writeFile(jira, await promisify(gunzip)(await readFile(apiDescription)));
  await writeFile(
    empty,
    JSON.stringify({ openapi: '3.0.1', info: { title: 'none', version: '0' }, paths: {} }),
  );
  return {
    USE_LOCAL_SWAGGER: '1',
    LOCAL_JIRA_SWAGGER: jira,
    LOCAL_JSM_SWAGGER: empty,
    LOCAL_JSW_SWAGGER: empty,
    LOCAL_CONF_SWAGGER: empty,
    LOCAL_CONF_V2_SWAGGER: empty,
    LOCAL_BB_SWAGGER: empty,
  };
}

async function verify(): Promise<void> {
  await installToolchain();
  await buildForgeApp();
  const directory = await mkdtemp(path.join(tmpdir(), 'signalbox-forge-'));
  try {
    const environment = { ...process.env, ...(await localDescriptions(directory)) };
    await run('node', [path.join(toolchain, 'check.cjs'), 'forge-app'], root, environment);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await verify();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

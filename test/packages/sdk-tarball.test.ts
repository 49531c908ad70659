import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockfileOf } from './lockfile-of.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const tarball = 'signalbox-sdk-0.1.0.tgz';

let home = '';
let project = '';

/** What the compiled package exports is wanted, whatever the tests' own process was started with. */
const environment = { ...process.env, NODE_OPTIONS: '' };

async function npm(directory: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run('npm', words, { cwd: directory, env: environment });
  return stdout;
}

/** Packs a copy, because packing exchanges the manifest for a moment, and others are reading the original. */
async function pack(): Promise<void> {
  const copy = path.join(home, 'repository');
  await mkdir(copy);
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  for (const file of ['tsconfig.json', 'LICENSE']) await cp(path.join(root, file), path.join(copy, file));
  await cp(path.join(root, 'sdk'), path.join(copy, 'sdk'), {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist)$/.test(source),
  });
  const before = await readFile(path.join(copy, 'sdk/package.json'), 'utf8');
  await npm(path.join(copy, 'sdk'), 'pack', '--silent', '--pack-destination', home);
  expect(await readFile(path.join(copy, 'sdk/package.json'), 'utf8')).toBe(before);
}

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'signalbox-tarball-'));
  await pack();
  project = path.join(home, 'empty');
  await mkdir(project);
  const name = '@signalbox/sdk';
  const specifier = `file:../${tarball}`;
  await writeFile(
    path.join(project, 'package.json'),
    JSON.stringify({ name: 'empty', private: true, type: 'module', dependencies: { [name]: specifier } }),
  );
  await writeFile(path.join(project, 'package-lock.json'), await lockfileOf(root, name, specifier));
  await npm(project, 'ci', '--offline', '--no-audit', '--no-fund', '--ignore-scripts');
}, 120_000);
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

async function node(code: string): Promise<string> {
  await writeFile(path.join(project, 'program.mjs'), code);
  return (await run(process.execPath, ['program.mjs'], { cwd: project, env: environment })).stdout;
}

describe('the packed SDK, installed in an empty project', () => {
  test('holds compiled doors, the template and the licence, and nothing of its tests and its sources', async () => {
    const installed = path.join(project, 'node_modules/@signalbox/sdk');
    const files = await readdir(installed, { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']),
    );
    expect(files).toContain(path.join('template', 'src', 'acme-connector.ts'));
    expect(files.filter((file) => file.startsWith('src') || /^dist.*\.test\./.test(file))).toEqual([]);
    const manifest = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest.exports['./testing']).toEqual({
      types: './dist/testing/index.d.ts',
      default: './dist/testing/index.js',
    });
  });

  test('runs: a connector is defined, a site opened, a webhook checked', async () => {
    const output = await node(`
      import { basicAuthentication, defineConnector, openSite, secretValue, signHmac, verifyHmac } from '@signalbox/sdk';
      import { isSignalboxError } from '@signalbox/sdk/errors';
      import { ticketSchema } from '@signalbox/sdk/model';
      import { createConnectorPackage } from '@signalbox/sdk/scaffold';
      import { z } from 'zod';
      const connector = defineConnector({
        name: 'desk',
        version: '1.0.0',
        configuration: z.object({ baseUrl: z.url() }),
        baseUrl: ({ baseUrl }) => baseUrl,
        authentication: () => basicAuthentication('user', secretValue('secret')),
        limits: () => ({ share: 1, requestsPerSecond: 1, maxConcurrent: 1, timeoutMs: 1, longestRequestMs: 1 }),
      });
      const site = openSite(connector, { name: 'support', configuration: { baseUrl: 'https://desk.example' } });
      const options = { body: '{}', encoding: 'hex', algorithm: 'sha256' };
      verifyHmac({ ...options, secrets: secretValue('s'), signature: signHmac(secretValue('s'), options) });
      try { openSite(connector, { name: 'support', configuration: {} }); }
      catch (error) { console.log(isSignalboxError(error), error.code); }
      const files = await createConnectorPackage({ name: 'zendesk', directory: './zendesk', sdk: 'file:../${tarball}' });
      console.log(site.name, files.length, ticketSchema.safeParse({}).success);
    `);
    expect(output).toMatch(/^true configuration\nsupport \d+ false\n$/);
  });

  test('makes a package that compiles against its types and keeps its promises', async () => {
    await rm(path.join(project, 'zendesk'), { recursive: true, force: true });
    await node(
      `import { createConnectorPackage } from '@signalbox/sdk/scaffold';
       await createConnectorPackage({ name: 'zendesk', directory: './zendesk' });`,
    );
    // The tools are the repository's own; the SDK is the packed one.
    await mkdir(path.join(project, 'node_modules/@types'), { recursive: true });
    for (const tool of ['typescript', 'vitest', 'msw', '@types/node']) {
      await symlink(path.join(root, 'node_modules', tool), path.join(project, 'node_modules', tool));
    }
    const connector = path.join(project, 'zendesk');
    await run(path.join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', connector], { env: environment });
    const wrong = path.join(connector, 'src/wrong.ts');
    await writeFile(
      wrong,
      "import { secret } from '@signalbox/sdk';\nexport const no: number = secret('A');\n",
    );
    const compiled = run(path.join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', connector]);
    await expect(compiled).rejects.toMatchObject({ stdout: expect.stringContaining("Type 'Secret'") });
    await rm(wrong);
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    await run(process.execPath, [vitest, 'run', '--reporter=json', '--outputFile=report.json'], {
      cwd: connector,
      env: environment,
    });
    const report = JSON.parse(await readFile(path.join(connector, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ success: true, numFailedTests: 0 });
    expect(report.numPassedTests).toBeGreaterThanOrEqual(30);
  }, 120_000);
});

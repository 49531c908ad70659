import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

let directory = '';
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function emptyDirectory(): Promise<string> {
  directory = await mkdtemp(path.join(tmpdir(), 'signalbox-scaffold-'));
  // What `npm install` would put there.
  await symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  return directory;
}

async function signalbox(...words: readonly string[]) {
  const program = path.join(root, 'cli/src/signalbox.ts');
  return await run(process.execPath, [program, ...words], { cwd: directory }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test('a new package passes type check and conformance at once, under its own name', async () => {
  await emptyDirectory();
  const made = await signalbox('connector', 'new', 'service-desk-plus');
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('npm test') });
  const home = path.join(directory, 'service-desk-plus');
  const files = (await readdir(home, { recursive: true })).filter((file) => /\.\w+$/.test(file));
  expect(files).toContain('src/service-desk-plus-connector.ts');
  for (const file of files) {
    expect.soft(await readFile(path.join(home, file), 'utf8'), file).not.toMatch(/acme/i);
  }
  await run(path.join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', home]);
  const tested = await signalbox('connector', 'test', 'service-desk-plus', '--json');
  expect(tested.code, tested.stderr).toBe(0);
  const report = JSON.parse(tested.stdout.trim().split('\n').at(-1) ?? '');
  expect(Object.keys(report)).toEqual(['run', 'passed', 'skipped']);
  expect(report.run).toBeGreaterThanOrEqual(30);
  expect(report.passed).toBe(report.run);
  for (const { name, reason } of report.skipped) expect([name, reason]).not.toContain('');
}, 120_000);

test('the package’s own vitest suite runs the same cases', async () => {
  await emptyDirectory();
  await signalbox('connector', 'new', 'zendesk');
  const home = path.join(directory, 'zendesk');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  await run(process.execPath, [vitest, 'run', '--reporter=json', '--outputFile=report.json'], { cwd: home });
  const report = JSON.parse(await readFile(path.join(home, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ success: true, numFailedTests: 0 });
  expect(report.numPassedTests).toBeGreaterThanOrEqual(30);
}, 120_000);

test('a broken promise ends with 1, and says which and why', async () => {
  await emptyDirectory();
  await signalbox('connector', 'new', 'zendesk');
  const file = path.join(directory, 'zendesk/src/mapping.ts');
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace('summary: row.subject', "summary: 'no subject'"),
  );
  const tested = await signalbox('connector', 'test', './zendesk', '--filter', 'reading: text in any script');
  expect(tested.code).toBe(1);
  expect(tested.stdout).toContain('FAIL  reading: text in any script');
  expect(tested.stdout).toContain('The summary has changed on its way.');
}, 120_000);

test('a name that cannot be one, a full directory and an unknown connector are told what to do', async () => {
  await emptyDirectory();
  for (const name of ['Zen Desk', '../up', 'new', '']) {
    expect(await signalbox('connector', 'new', name)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('kebab-case'),
    });
  }
  await signalbox('connector', 'new', 'zendesk');
  expect(await signalbox('connector', 'new', 'zendesk')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--directory'),
  });
  expect(await signalbox('connector', 'test', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('jira, servicenow'),
  });
}, 120_000);

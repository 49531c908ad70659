import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

const rules = fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url));
const cruiser = fileURLToPath(new URL('../../node_modules/.bin/depcruise', import.meta.url));
const reportSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** A house of the same plan, with one file in each room. */
const house: Readonly<Record<string, string>> = {
  'sdk/src/index.ts': "export * from './model/index.ts';",
  'sdk/src/model/index.ts': "export * from './ticket.ts';",
  'sdk/src/model/ticket.ts': 'export const ticket = 1;',
  'connectors/jira/src/index.ts': "export { ticket } from '../../../sdk/src/index.ts';",
  'connectors/servicenow/src/index.ts': 'export const other = 1;',
  'triage/src/schema/index.ts': 'export const policy = 1;',
  'triage/src/model/index.ts': "export * from '@tensorflow/tfjs-core';",
  'triage/src/line/index.ts': "export { policy } from '../schema/index.ts';",
  'triage/src/train/index.ts': 'export const train = 1;',
  'bridge/src/index.ts': "export * from './store/index.ts';",
  'bridge/src/store/index.ts': "export * from './open-store.ts';",
  'bridge/src/store/open-store.ts': "export * from 'pg';",
  'panel/src/index.ts': "export { policy } from '../../triage/src/schema/index.ts';",
  ...Object.fromEntries(
    ['pg', 'hono', '@tensorflow/tfjs-core'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'module.exports = {};'],
    ]),
  ),
};

/** Files that import each other. */
const circle: Readonly<Record<string, string>> = {
  'panel/src/round.ts': "export * from './about.ts';",
  'panel/src/about.ts': "export * from './round.ts';",
};

/** What nobody may write, and the rule that says so. */
const forbidden: readonly (readonly [path: string, source: string, rule: string])[] = [
  [
    'sdk/src/model/type.ts',
    "export type { policy } from '../../../triage/src/schema/index.ts';",
    'sdk-imports-down-only',
  ],
  ['sdk/src/model/database.ts', "export * from 'pg';", 'sdk-stays-light'],
  [
    'connectors/jira/src/other.ts',
    "export * from '../../servicenow/src/index.ts';",
    'connectors-jira-imports-down-only',
  ],
  ['connectors/jira/src/server.ts', "export * from 'hono';", 'only-the-bridge-stores-and-serves'],
  ['triage/src/line/database.ts', "import type {} from 'pg';", 'only-the-bridge-stores-and-serves'],
  ['triage/src/line/training.ts', "export * from '../train/index.ts';", 'serving-never-imports-training'],
  ['triage/src/schema/model.ts', "export * from '../model/index.ts';", 'schema-stays-light'],
  ['triage/src/schema/tensors.ts', "export * from '@tensorflow/tfjs-core';", 'schema-stays-light'],
  [
    'bridge/src/vendor.ts',
    "export const vendor = () => import('../../connectors/jira/src/index.ts');",
    'bridge-imports-down-only',
  ],
  ['bridge/src/deep.ts', "export * from './store/open-store.ts';", 'package-root-through-doors'],
  ['bridge/src/intake/deep.ts', "export * from '../store/open-store.ts';", 'folder-through-its-door'],
  ['bridge/src/inside.ts', "export * from '../../sdk/src/model/ticket.ts';", 'sdk-through-its-door'],
  ['panel/src/page.tsx', "export * from '../../triage/src/model/index.ts';", 'panel-imports-down-only'],
];

let directory: string;
let violations: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'signalbox-house-')));
  const files = [
    ...Object.entries({ ...house, ...circle }),
    ...forbidden.map(([path, source]) => [path, source] as const),
  ];
  for (const [path, source] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), source);
  }
  const houses = ['sdk', 'connectors', 'triage', 'bridge', 'panel'];
  const command = [cruiser, '--config', rules, '--output-type', 'json', ...houses];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: directory,
    maxBuffer: 64 * 1024 * 1024,
  });
  const found = new Map<string, string[]>();
  for (const { from, rule } of reportSchema.parse(JSON.parse(stdout)).summary.violations)
    found.set(from, [...(found.get(from) ?? []), rule.name]);
  violations = found;
}, 60_000);

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

it.each(forbidden)('%s may not say: %s', (path, _source, rule) => {
  expect(violations.get(path)).toContain(rule);
});

it('what goes down and through doors is fine', () => {
  expect([...violations.keys()].filter((path) => path in house)).toEqual([]);
});

it('a circle is noticed', () => {
  expect(Object.keys(circle).flatMap((path) => violations.get(path) ?? [])).toContain('no-cycles');
});

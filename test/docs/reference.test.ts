import {
  createTestDatabase,
  startTestBridge,
  type TestBridge,
  type TestDatabase,
} from '@signalbox/bridge/testing';
import type { ErrorCode } from '@signalbox/sdk';
import { describeReason, reasonCodes } from '@signalbox/triage/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { codeOf, readPage, tableBelow } from './markdown.ts';

let database: TestDatabase;
let bridge: TestBridge;
beforeAll(async () => {
  database = await createTestDatabase();
  bridge = await startTestBridge({ database: database.url, sites: [] });
});
afterAll(async () => {
  await bridge?.stop();
  await database?.drop();
});

const descriptionSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ description: z.string() }))),
});

/** What the page says of who may call, as the API's own description says it. */
function accessOf(request: string, who: string): string {
  if (who.startsWith('all') || request.startsWith('POST /webhooks')) return 'Open to all.';
  if (who === 'any role') return 'Needs any role.';
  return `Needs the role ${who.replace(', ', ' or ')}.`;
}

test('the table of endpoints is the API, with the roles that it asks for', async () => {
  const answer = await bridge.request('/openapi.json');
  const { paths } = descriptionSchema.parse(await answer.json());
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { description }]) => `${method.toUpperCase()} ${path}: ${description}`,
    ),
  );
  const rows = tableBelow(await readPage('docs/api.md'), 'endpoints');
  const documented = rows.map(([request, who = '']) => {
    const name = codeOf(request);
    return `${name}: ${accessOf(name, who)}`;
  });
  expect(documented.toSorted()).toEqual(served.toSorted());
});

test('the table of metrics is what Prometheus gets', async () => {
  const text = await (await bridge.request('/metrics')).text();
  const served = [...text.matchAll(/^# TYPE (signalbox_\w+) /gm)].map(([, name]) => name);
  const rows = tableBelow(await readPage('docs/operations/running.md'), 'metrics');
  expect(rows.map(([metric]) => codeOf(metric)).toSorted()).toEqual(served.toSorted());
});

test('the table of reasons has every code with the sentence people read', async () => {
  const rows = tableBelow(await readPage('docs/concepts/line.md'), 'reasons');
  expect(rows.map(([code, sentence]) => [codeOf(code), sentence])).toEqual(
    reasonCodes.map((code) => [code, describeReason(code)]),
  );
});

/** Complete by its type: a new code does not compile without a line here. */
const errorCodes: Readonly<Record<ErrorCode, true>> = {
  configuration: true,
  authentication: true,
  permission: true,
  'not-found': true,
  conflict: true,
  rejected: true,
  'rate-limited': true,
  'circuit-open': true,
  timeout: true,
  network: true,
  'vendor-unavailable': true,
  'vendor-contract': true,
  signature: true,
  replay: true,
  unreadable: true,
  'too-large': true,
  'forbidden-origin': true,
  aborted: true,
  'store-in-use': true,
  'store-unavailable': true,
  'store-incompatible': true,
  'platform-unsupported': true,
  overloaded: true,
};

test('the table of error codes has every code', async () => {
  const rows = tableBelow(await readPage('docs/operations/running.md'), 'error codes');
  const documented = rows.flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
  expect(documented.toSorted()).toEqual(Object.keys(errorCodes).toSorted());
});

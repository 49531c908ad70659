import { Validator } from '@seriousme/openapi-schema-validator';
import {
  createTestDatabase,
  startTestBridge,
  type TestBridge,
  type TestDatabase,
} from '@signalbox/bridge/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

let database: TestDatabase;
let bridge: TestBridge;
let description: unknown;
beforeAll(async () => {
  database = await createTestDatabase();
  bridge = await startTestBridge({ database: database.url, sites: [] });
  description = await (await bridge.request('/openapi.json')).json();
});
afterAll(async () => {
  await bridge?.stop();
  await database?.drop();
});

const responseSchema = z.object({ content: z.record(z.string(), z.unknown()).optional() });
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(),
  responses: z.record(z.string(), responseSchema),
});
const descriptionSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

function operations() {
  const { paths } = descriptionSchema.parse(description);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

test('the description is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(
    z.record(z.string(), z.unknown()).parse(description),
  );
  expect([valid, errors]).toEqual([true, undefined]);
  expect(description).toMatchObject({ openapi: '3.1.0' });
});

test('operations keep their names, which generated clients are built on', () => {
  expect(
    operations()
      .map(({ operationId }) => operationId)
      .toSorted(),
  ).toEqual([
    'createToken',
    'dropDeadLetter',
    'followEvents',
    'listDeadLetters',
    'listDecisions',
    'listDepartures',
    'listErrors',
    'listSites',
    'listSyncs',
    'listTokens',
    'readCaller',
    'readDeadLetterBody',
    'readDecision',
    'readGovernor',
    'readHealth',
    'readMetrics',
    'readOverview',
    'readReadiness',
    'readReconciliation',
    'readSuggestion',
    'readSwitch',
    'readSync',
    'readWatch',
    'readWebhook',
    'receiveWebhook',
    'replayDeadLetter',
    'revokeToken',
    'startSync',
    'turnSwitch',
  ]);
});

test('every parameter in a path is described, and no other', () => {
  for (const { path, parameters = [] } of operations()) {
    const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect([path, inPath]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
  }
});

test('what can be read without knowing an id has the described status and media type', async () => {
  const readable = operations().filter(({ method, path }) => method === 'get' && !path.includes('{'));
  expect(readable.length).toBeGreaterThan(10);
  for (const { path, responses } of readable) {
    const stop = new AbortController();
    const answer = await bridge.request(path, { signal: stop.signal });
    const mediaType = answer.headers.get('content-type')?.split(';')[0] ?? '';
    stop.abort();
    const described = Object.keys(responses[answer.status]?.content ?? {});
    expect([path, answer.status, described]).toEqual([path, 200, [mediaType]]);
  }
});

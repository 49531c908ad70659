import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { openBench } from '@signalbox/sdk/conformance';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { describe, expect, test } from 'vitest';
import { githubConnector } from './github-connector.ts';

async function contract(name: string) {
  const file = new URL(`../contract/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(await readFile(file)).toString());
}

/** `nullable` beside `$ref`, `oneOf` or `enum` means to GitHub what it says; ajv wants a type with it, and null in the list. */
function withNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNull);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNull(member)]));
  if (members['nullable'] !== true) return members;
  if (Array.isArray(members['enum'])) return { ...members, enum: [...members['enum'], null] };
  if (members['type'] !== undefined) return members;
  const { nullable: _, ...schema } = members;
  return { anyOf: [schema, { enum: [null] }] };
}

const description = withNull(await contract('description')) as Document;
const webhooks: Readonly<Record<string, readonly Record<string, unknown>[]>> = await contract('webhooks');
const api = new OpenAPIBackend({
  definition: description,
  quick: true,
  coerceTypes: true,
  ajvOpts: { strict: false },
  customizeAjv: (ajv) => {
    addFormats.default(ajv);
    return ajv;
  },
});
await api.init();

/** What the connector asked of its sandbox, and what came, while it did everything it can. */
async function exchanges() {
  const bench = await openBench(githubConnector);
  try {
    const { sandbox, site, clock } = bench;
    const { id } = await sandbox.createTicket({ summary: 'VPN drops', description: 'Every hour.' });
    clock.pass(5_000);
    const ticket = await site.tickets?.read(id);
    if (!ticket) throw new Error('The connector reads no tickets.');
    for await (const _ of site.tickets?.search({ pageSize: 1 }) ?? []);
    const catalog = await site.catalog?.read(ticket);
    const [first, second] = catalog?.fields.find(({ path }) => path === 'category')?.allowedValues ?? [];
    if (!first || !second) throw new Error('The catalog has no categories.');
    const change = (from: typeof first | null, to: typeof first, actionId: string) => ({
      actionId,
      ticketId: id,
      ticketKey: ticket.key,
      ticketType: ticket.type,
      project: null,
      fields: [{ path: 'category' as const, operation: 'set' as const, from, to }],
      explanation: null,
    });
    expect((await site.changes?.apply(change(null, first, 'a')))?.outcome).toBe('applied');
    expect((await site.changes?.apply(change(first, second, 'b')))?.outcome).toBe('applied');
    expect((await site.tickets?.read(id))?.category).toEqual(second);
    await site.tickets?.history(ticket);
    await site.tickets?.read('404').catch(() => undefined);
    return bench.exchanges;
  } finally {
    bench.close();
  }
}

describe('against the contract that GitHub publishes', () => {
  test('every request is one that GitHub describes, and every answer of the sandbox is what it describes', async () => {
    const seen = new Set<string>();
    for (const { request, response } of await exchanges()) {
      const url = new URL(request.url);
      const asked = {
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { body: JSON.parse(request.body) }),
      };
      const operation = api.router.matchOperation(asked);
      const name = `${request.method} ${url.pathname}`;
      if (!operation?.operationId) throw new Error(`GitHub describes no ${name}.`);
      seen.add(operation.operationId);
      expect(api.validator.validateRequest(asked, operation).errors ?? [], name).toEqual([]);
      if (!response) continue;
      const answer: unknown = JSON.parse(response.body);
      const validated = api.validator.validateResponse(answer, operation, response.status);
      expect(validated.errors ?? [], `${name} ${response.status}`).toEqual([]);
    }
    const described = Object.values(description.paths ?? {}).flatMap((item) =>
      Object.values(item ?? {}).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect([...seen].sort()).toEqual(described.sort());
  });

  test('the validation notices a wrong answer and a wrong request', () => {
    const path = '/repos/octo-org/support/issues/1';
    const operation = api.router.getOperation('issues/get');
    if (!operation) throw new Error('GitHub describes no issues/get.');
    expect(api.validator.validateResponse({ number: 'one' }, operation, 200).errors?.length).toBeGreaterThan(
      0,
    );
    const wrong = {
      method: 'POST',
      path: `${path}/labels`,
      headers: {},
      query: {},
      body: { labels: [{ nome: 1 }] },
    };
    expect(api.validator.validateRequest(wrong, 'issues/add-labels').errors?.length).toBeGreaterThan(0);
  });
});

describe('webhooks that GitHub gives as examples', () => {
  const configuration = {
    baseUrl: 'https://api.github.com',
    repository: 'octo-org/support',
    account: 'signalbox-bot',
    token: undefined as never,
  };
  const delivery = { deliveryId: 'd-1' };
  const parse = (body: unknown) =>
    githubConnector.webhook?.parse(body, delivery, 'support', configuration) ?? [];

  test('each gives one event about its issue, and none carries text', () => {
    let count = 0;
    for (const [name, examples] of Object.entries(webhooks)) {
      for (const example of examples) {
        const issue = example['issue'] as { number: number; title: string; pull_request?: unknown };
        const events = parse(example);
        count += events.length;
        expect(events.length, `${name} ${example['action']}`).toBe(issue.pull_request ? 0 : 1);
        for (const event of events) {
          expect(event).toMatchObject({ subject: String(issue.number), source: '/sites/support', id: 'd-1' });
          expect(JSON.stringify(event)).not.toContain(issue.title);
        }
      }
    }
    expect(count).toBeGreaterThan(25);
  });

  test('what happened is told in canonical words', () => {
    const typesOf = (name: string, action: string) =>
      (webhooks[name] ?? [])
        .filter((each) => each['action'] === action)
        .flatMap((each) => parse(each).map(({ type }) => type));
    expect(new Set(typesOf('issues', 'opened'))).toEqual(new Set(['signalbox.ticket.created']));
    expect(new Set(typesOf('issues', 'labeled'))).toEqual(new Set(['signalbox.ticket.updated']));
    expect(new Set(typesOf('issues', 'deleted'))).toEqual(new Set(['signalbox.ticket.deleted']));
    expect(new Set(typesOf('issue_comment', 'created'))).toEqual(new Set(['signalbox.ticket.commented']));
  });
});

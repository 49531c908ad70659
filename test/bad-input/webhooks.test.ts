import { createHmac, randomUUID } from 'node:crypto';
import { createLogger } from '@signalbox/bridge';
import { testToken } from '@signalbox/bridge/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Line, startLine } from '../support/line.ts';
import { queryRows } from '../support/query-rows.ts';
import { startVendors, type VendorName } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;
let log = '';
/** Everything the bridge ever answered here. */
let answers = '';

/** Words that only a ticket or a secret has. */
const ticketWords = 'my neighbour Xanthippe reads my mail';

const problemSchema = z.object({
  type: z.string().regex(/^urn:signalbox:problem:/),
  title: z.string().min(1),
  status: z.number(),
  detail: z.string().min(1),
  code: z.string().min(1),
  instance: z.string().regex(/^urn:request:/),
});

beforeAll(async () => {
  vendors = await startVendors();
  line = await startLine([vendors.jira, vendors.servicenow], {
    logger: createLogger('trace', { write: (text) => (log += text) }),
    webhookLimitBytes: 20_000,
  });
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

/** Headers with the vendor's own signature over `body`. */
function signed(vendor: VendorName, body: string | Uint8Array): Record<string, string> {
  const mac = (encoding: 'hex' | 'base64') =>
    createHmac('sha256', vendors[vendor].sandbox.webhookSecret).update(body).digest(encoding);
  return vendor === 'jira'
    ? { 'x-hub-signature': `sha256=${mac('hex')}`, 'x-atlassian-webhook-identifier': randomUUID() }
    : { 'x-signalbox-signature': mac('base64'), 'x-signalbox-delivery': randomUUID() };
}

async function post(path: string, body: string | Uint8Array, headers: Record<string, string>) {
  const response = await fetch(`${line.bridge.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  answers += text;
  return { status: response.status, type: response.headers.get('content-type'), text };
}

function expectProblem(answer: Awaited<ReturnType<typeof post>>, status: number, code: string) {
  expect(answer.status).toBe(status);
  expect(answer.type).toContain('application/problem+json');
  const problem = problemSchema.parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ status, code });
  return problem;
}

const stored = async () =>
  await queryRows<{ status: string }>(line.databaseUrl, 'select status from intake_delivery');

async function totals() {
  const response = await line.bridge.request('/api/v1/overview');
  const schema = z.object({ total: z.object({ sinceStart: z.record(z.string(), z.number()) }) });
  return schema.parse(await response.json()).total.sinceStart;
}

const webhook = (vendor: VendorName) =>
  JSON.stringify(
    vendor === 'jira'
      ? {
          timestamp: Date.now(),
          webhookEvent: 'jira:issue_created',
          issue: { id: '1', key: 'SUP-1', fields: { summary: ticketWords } },
        }
      : { ticket: ticketWords },
  );

describe.each([['jira'], ['servicenow']] as const)('at the door of %s', (vendor) => {
  it('a wrong, missing, empty or foreign signature is refused and counted, and nothing is stored', async () => {
    const before = { rows: await stored(), rejected: (await totals()).rejectedSignatures ?? 0 };
    const body = webhook(vendor);
    const name = vendor === 'jira' ? 'x-hub-signature' : 'x-signalbox-signature';
    const other = vendor === 'jira' ? 'servicenow' : 'jira';
    const genuine = signed(vendor, body)[name] ?? '';
    const forgeries: Record<string, string>[] = [
      {},
      { [name]: '' },
      { [name]: 'sha256=' },
      { [name]: genuine.slice(0, -2) },
      { [name]: `${genuine.slice(0, -2)}00` },
      { [name]: createHmac('sha256', 'a guess').update(body).digest('hex') },
      { [name]: genuine.replace('sha256', 'none') === genuine ? 'none' : genuine.replace('sha256', 'none') },
      signed(other, body),
      signed(vendor, `${body} `),
    ];
    for (const headers of forgeries)
      expectProblem(await post(`/webhooks/${vendor}`, body, headers), 401, 'signature');
    expect(await stored()).toEqual(before.rows);
    expect((await totals()).rejectedSignatures).toBe(before.rejected + forgeries.length);
  });

  it.each([
    ['text', 'the printer is on fire'],
    ['half a document', '{"webhookEvent":'],
    ['nothing', ''],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  ])('%s is no JSON and is refused', async (_, body) => {
    const before = await stored();
    expectProblem(await post(`/webhooks/${vendor}`, body, signed(vendor, body)), 400, 'unreadable');
    expect(await stored()).toEqual(before);
  });

  it('what is over the limit is refused before it is read', async () => {
    const before = await stored();
    const body = JSON.stringify({ text: 'x'.repeat(20_001) });
    expectProblem(await post(`/webhooks/${vendor}`, body, signed(vendor, body)), 413, 'too-large');
    expect(await stored()).toEqual(before);
  });

  it('JSON of a shape that nobody knows is kept, listed, and replayed when it is understood', async () => {
    for (const body of [
      { hello: ticketWords, nonce: randomUUID() },
      [randomUUID()],
      randomUUID(),
      17,
      null,
    ]) {
      const text = JSON.stringify(body);
      const answer = await post(`/webhooks/${vendor}`, text, signed(vendor, text));
      expect(answer.status, text).toBe(202);
      expect(JSON.parse(answer.text), text).toMatchObject({ status: 'dead-letter' });
      const list = await line.bridge.request('/api/v1/dead-letters');
      const { items } = z
        .object({ items: z.array(z.object({ id: z.string(), site: z.string(), reason: z.string() })) })
        .parse(await list.json());
      expect(items[0]).toMatchObject({ site: vendor, reason: expect.stringMatching(/\w{5}/) });
      expect(items[0]?.reason).not.toContain('Xanthippe');
      const replay = await line.bridge.request(`/api/v1/dead-letters/${items[0]?.id}/replay`, {
        method: 'POST',
      });
      const problem = await replay.text();
      answers += problem;
      expect(replay.status).toBe(422);
      expect(JSON.parse(problem)).toMatchObject({ code: 'rejected' });
    }
  });

  it('every answer to a caller without a token, or with too weak a role, says no more than that', async () => {
    const refused = await line.bridge.request('/api/v1/dead-letters', {}, null);
    expect(refused.status).toBe(401);
    problemSchema.parse(await refused.json());
    const weak = await line.bridge.request('/api/v1/dead-letters/1/replay', { method: 'POST' }, 'viewer');
    expect(weak.status).toBe(403);
    problemSchema.parse(await weak.json());
  });
});

describe('elsewhere', () => {
  it('a site that is not there is 404, with whatever body', async () => {
    const body = webhook('jira');
    for (const site of ['elsewhere', '..%2F..%2Fetc', 'jira%00', '__proto__']) {
      expectProblem(await post(`/webhooks/${site}`, body, signed('jira', body)), 404, 'not-found');
    }
  });

  it('a path or a method that is not there is a problem, too', async () => {
    for (const [method, path, status, allow] of [
      ['GET', '/webhooks/jira', 405, 'POST'],
      ['PUT', '/webhooks/jira', 405, 'POST'],
      ['DELETE', '/healthz', 405, 'GET'],
      ['GET', '/api/v1/nothing', 404, null],
      ['DELETE', '/', 404, null],
    ] as const) {
      const response = await fetch(`${line.bridge.address}${path}`, { method });
      expect([response.status, response.headers.get('allow')], `${method} ${path}`).toEqual([status, allow]);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});

describe('what is said and logged', () => {
  it('holds no ticket text and no secret, though tickets went through', async () => {
    for (const { sandbox } of Object.values(vendors)) {
      await sandbox.createTicket({
        summary: `The printer: ${ticketWords}`,
        description: `${ticketWords}. Password hunter2.`,
      });
      sandbox.addFault({ kind: 'server-error', times: 2 });
      sandbox.addFault({ kind: 'cut-before-effect', times: 2 });
    }
    await line.untilQuiet([vendors.jira, vendors.servicenow]);
    for (const path of [
      '/metrics',
      '/api/v1/overview',
      '/api/v1/errors',
      '/api/v1/decisions',
      '/api/v1/sites',
      '/openapi.json',
    ]) {
      answers += await (await line.bridge.request(path)).text();
    }
    expect(log.split('\n').length).toBeGreaterThan(3);
    const secrets = Object.values(vendors).flatMap(({ sandbox }) => [
      sandbox.webhookSecret,
      ...Object.entries(sandbox.credentials).flatMap(([name, value]) =>
        /token$|password|secret|key/i.test(name) ? [value] : [],
      ),
    ]);
    for (const word of [...secrets, 'Xanthippe', 'hunter2', testToken('admin')]) {
      expect(log, `in the log: ${word}`).not.toContain(word);
      expect(answers, `in an answer: ${word}`).not.toContain(word);
    }
  });
});

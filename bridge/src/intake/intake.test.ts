import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestDatabase,
  startTestBridge,
  type TestBridge,
  type TestDatabase,
  webhookSite,
} from '../testing/index.ts';

let database: TestDatabase;
let bridge: TestBridge;
const site = webhookSite('desk');
const other = webhookSite('other');

beforeAll(async () => {
  database = await createTestDatabase();
  bridge = await startTestBridge({ database: database.url, sites: [site, other], webhookLimitBytes: 10_000 });
});

afterAll(async () => {
  await bridge.stop();
  await database.drop();
});

async function deliver(body: unknown, deliveryId?: string, to = site): Promise<Response> {
  return await fetch(`${bridge.address}/webhooks/${to.name}`, {
    method: 'POST',
    ...to.sign(body, deliveryId),
  });
}

async function total(): Promise<Record<string, number>> {
  const overview = await (await bridge.request('/api/v1/overview')).json();
  return { ...overview.total.sinceStart, openDeadLetters: overview.total.openDeadLetters };
}

async function deadLetters(): Promise<{ id: string; reason: string; site: string }[]> {
  return (await (await bridge.request('/api/v1/dead-letters')).json()).items;
}

describe('a webhook', () => {
  it('is accepted once, and a repeat of its delivery or of its body is a duplicate', async () => {
    const before = await total();
    const body = { ticket: randomUUID(), key: 'D-1' };
    const id = randomUUID();
    expect(await (await deliver(body, id)).json()).toMatchObject({ status: 'accepted', duplicate: false });
    const repeated = await deliver({ ...body, again: true }, id);
    expect(repeated.status).toBe(202);
    expect(await repeated.json()).toMatchObject({ status: 'duplicate', duplicate: true });
    expect(await (await deliver(body)).json()).toMatchObject({ duplicate: true });
    const after = await total();
    expect(after.received).toBe((before.received ?? 0) + 1);
    expect(after.duplicates).toBe((before.duplicates ?? 0) + 2);
  });

  it('of another site is not a duplicate', async () => {
    const body = { ticket: randomUUID() };
    expect(await (await deliver(body)).json()).toMatchObject({ status: 'accepted' });
    expect(await (await deliver(body, undefined, other)).json()).toMatchObject({ status: 'accepted' });
  });

  it('is stored once however often and however concurrently it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }), async (choices) => {
        const run = randomUUID();
        const answers = await Promise.all(
          choices.map(async (choice) => await (await deliver({ ticket: `${run}-${choice}` })).json()),
        );
        const accepted = answers.filter((answer) => answer.status === 'accepted');
        expect(accepted).toHaveLength(new Set(choices).size);
        expect(answers.every((answer) => ['accepted', 'duplicate'].includes(answer.status))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['a wrong signature', { 'x-test-signature': 'ab'.repeat(32) }],
    ['no signature', {}],
  ])('with %s is refused, counted, and not stored', async (_, headers) => {
    const before = await total();
    const response = await fetch(`${bridge.address}/webhooks/desk`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ticket: randomUUID() }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 401, code: 'signature' });
    const after = await total();
    expect(after.rejectedSignatures).toBe((before.rejectedSignatures ?? 0) + 1);
    expect(after.received).toBe(before.received);
  });

  it('that is not JSON is refused with what is wrong', async () => {
    const response = await deliver('{"ticket": ');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'unreadable',
      detail: expect.stringContaining('JSON'),
    });
  });

  it.each(['announced', 'streamed'])('over the size limit (%s) is refused', async (way) => {
    const { headers, body } = site.sign({ ticket: 'big', text: 'x'.repeat(20_000) });
    const stream = new Blob([body]).stream();
    const response = await fetch(`${bridge.address}/webhooks/desk`, {
      method: 'POST',
      headers,
      ...(way === 'announced' ? { body } : { body: stream, duplex: 'half' }),
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      code: 'too-large',
      detail: expect.stringContaining('10000'),
    });
  });

  it('to an unknown site is 404', async () => {
    const response = await fetch(`${bridge.address}/webhooks/nowhere`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('nowhere') });
  });

  it('that the database cannot hold does not take its neighbours with it', async () => {
    const bodies = [...Array(8).keys()].map((index) => ({
      ticket: `${randomUUID()}${index === 4 ? '\u0000' : ''}`,
    }));
    const responses = await Promise.all(bodies.map((body) => deliver(body)));
    const answers = await Promise.all(responses.map(async (response) => await response.json()));
    expect(answers.map((answer) => answer.status)).toEqual(
      bodies.map((_, index) => (index === 4 ? 'dead-letter' : 'accepted')),
    );
  });
});

describe('a dead letter', () => {
  it('keeps JSON of an unknown shape until an admin replays or drops it', async () => {
    const received = await deliver({ surprise: randomUUID() });
    expect(received.status).toBe(202);
    const { id, status } = await received.json();
    expect(status).toBe('dead-letter');
    expect((await deadLetters()).find((letter) => letter.id === id)).toMatchObject({
      site: 'desk',
      reason: 'The webhook names no ticket.',
    });
    const replayed = await bridge.request(`/api/v1/dead-letters/${id}/replay`, { method: 'POST' });
    expect(replayed.status).toBe(422);
    expect(await replayed.json()).toMatchObject({ detail: expect.stringContaining('still not understood') });
    const dropped = await bridge.request(`/api/v1/dead-letters/${id}`, { method: 'DELETE' });
    expect(dropped.status).toBe(204);
    expect((await deadLetters()).some((letter) => letter.id === id)).toBe(false);
    expect((await bridge.request(`/api/v1/dead-letters/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('goes down the line once the connector understands it', async () => {
    const own = await createTestDatabase();
    const blind = {
      ...site,
      webhook: site.webhook && {
        ...site.webhook,
        parse: () => site.webhook?.parse({}, { deliveryId: null }) ?? [],
      },
    };
    const older = await startTestBridge({ database: own.url, sites: [blind] });
    const ticket = randomUUID();
    const { id } = await (
      await fetch(`${older.address}/webhooks/desk`, { method: 'POST', ...site.sign({ ticket }) })
    ).json();
    await older.stop();
    const newer = await startTestBridge({ database: own.url, sites: [site] });
    try {
      const replayed = await newer.request(`/api/v1/dead-letters/${id}/replay`, { method: 'POST' });
      expect(await replayed.json()).toEqual({ tickets: 1 });
      expect((await (await newer.request('/api/v1/dead-letters')).json()).items).toEqual([]);
      expect((await newer.request(`/api/v1/dead-letters/${id}/replay`, { method: 'POST' })).status).toBe(404);
    } finally {
      await newer.stop();
      await own.drop();
    }
  });

  it('is the business of admins, and of their own sites', async () => {
    const { id } = await (await deliver({ surprise: randomUUID() })).json();
    const replay = await bridge.request(`/api/v1/dead-letters/${id}/replay`, { method: 'POST' }, 'viewer');
    expect(replay.status).toBe(403);
    const token = await bridge.tokens.create({
      name: randomUUID(),
      roles: ['admin'],
      sites: ['other'],
      expiresAt: null,
    });
    const headers = { authorization: `Bearer ${token}` };
    const drop = await fetch(`${bridge.address}/api/v1/dead-letters/${id}`, { method: 'DELETE', headers });
    expect(drop.status).toBe(404);
    const listed = await (await fetch(`${bridge.address}/api/v1/dead-letters`, { headers })).json();
    expect(listed.items).toEqual([]);
  });
});

import { systemClock, type TicketEvent } from '@signalbox/sdk';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createJobQueue, defineJob, type JobQueue } from '../jobs/index.ts';
import { everySite, openStore, type Store } from '../store/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { createDirtyTickets, type DirtyTickets, dirtyTicketSchema } from './dirty-tickets.ts';
import { dirtyTicketQueue, groupByTicket, markTickets } from './mark-tickets.ts';
import { intakeMigrations } from './migrations.ts';
import { intakePersonalData } from './personal-data.ts';
import { intakeRetention } from './retention.ts';
import type { IntakeTables } from './tables.ts';

let database: TestDatabase;
let store: Store;
let jobs: JobQueue;
let tickets: DirtyTickets;

beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, clock: systemClock, logger: pino({ level: 'silent' }) });
  await store.migrate(intakeMigrations);
  jobs = createJobQueue(store, pino({ level: 'silent' }));
  await jobs.start([
    defineJob({ queue: dirtyTicketQueue, data: dirtyTicketSchema, handle: async () => undefined }),
  ]);
  tickets = createDirtyTickets(store, jobs);
});

afterAll(async () => {
  await jobs.stop(0);
  await store.close();
  await database.drop();
});

beforeEach(async () => {
  await sql`truncate intake_delivery, intake_ticket, signalbox_jobs.job`.execute(store.tables());
});

function event(ticket: string, id: string): TicketEvent {
  const data = { key: null, actor: null, changed: null, version: null, isOwn: false };
  const base = { specversion: '1.0', source: '/sites/desk', time: '2026-01-01T00:00:00.000Z' } as const;
  return { ...base, id, type: 'signalbox.ticket.updated', subject: ticket, data };
}

async function mark(
  ids: readonly string[],
  receivedAt = '2026-01-01T00:00:00.000Z',
  ticket = 'T',
): Promise<void> {
  await store.transaction<IntakeTables, void>(async (transaction) => {
    const entries = ids.map((id) => ({ site: 'desk', waiting: { receivedAt, event: event(ticket, id) } }));
    await markTickets(transaction, jobs, groupByTicket(entries));
  });
}

const claim = async (ticketId = 'T') => await tickets.claim({ site: 'desk', ticketId });

describe('a dirty ticket', () => {
  it('is handed over with everything that happened, once', async () => {
    await mark(['a'], '2026-01-01T00:00:00.000Z');
    await mark(['b', 'c'], '2026-01-01T00:00:09.000Z');
    const claimed = await claim();
    expect(claimed?.events.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(claimed?.waitingSince).toBe('2026-01-01T00:00:00.000Z');
    if (claimed) await store.transaction(async (transaction) => await tickets.settle(transaction, claimed));
    expect(await claim()).toBeNull();
  });

  it.each(['claim', 'settle'] as const)('that is told of just now is waited for: %s', async (step) => {
    await mark(['a']);
    const claimed = await claim();
    const stored = Promise.withResolvers<void>();
    const marked = Promise.withResolvers<void>();
    const telling = store.transaction<IntakeTables, void>(async (transaction) => {
      const waiting = { receivedAt: '2026-01-01T00:00:05.000Z', event: event('T', 'b') };
      await markTickets(transaction, jobs, groupByTicket([{ site: 'desk', waiting }]));
      marked.resolve();
      await stored.promise;
    });
    await marked.promise;
    const working =
      step === 'claim' || !claimed
        ? claim()
        : store.transaction(async (transaction) => await tickets.settle(transaction, claimed));
    let isDone = false;
    working.then(() => {
      isDone = true;
    });
    await store.ping();
    expect(isDone).toBe(false);
    stored.resolve();
    await telling;
    await working;
    const found = await claim();
    expect(found?.events.map(({ id }) => id)).toEqual(step === 'claim' ? ['a', 'b'] : ['b']);
    expect(found?.waitingSince).toBe(
      step === 'claim' ? '2026-01-01T00:00:00.000Z' : '2026-01-01T00:00:05.000Z',
    );
  });

  it('loses no event, whatever comes between claim and settlement', async () => {
    const step = fc.constantFrom('event', 'claim', 'settle');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        await sql`truncate intake_ticket`.execute(store.tables());
        const seen = new Set<string>();
        let sent = 0;
        let held: Awaited<ReturnType<typeof claim>> = null;
        for (const action of [...steps, 'claim', 'settle']) {
          if (action === 'event') {
            await mark([`event-${sent}`]);
            sent += 1;
          } else if (action === 'claim') held = await claim();
          else if (held !== null) {
            const settled = held;
            await store.transaction(async (transaction) => await tickets.settle(transaction, settled));
            for (const { id } of settled.events) seen.add(id);
            held = null;
          }
        }
        expect(seen.size).toBe(sent);
        expect(await claim()).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the newest fifty events of a ticket that changes all the time', async () => {
    for (let round = 0; round < 7; round += 1) {
      await mark(Array.from({ length: 10 }, (_, index) => `${round * 10 + index}`));
    }
    const claimed = await claim();
    expect(claimed?.eventCount).toBe(70);
    expect(claimed?.events.map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 20),
    );
  });

  it('gets a job again when its job was lost, and only then', async () => {
    await mark(['a'], '2026-01-01T00:00:00.000Z', 'lost');
    await sql`truncate signalbox_jobs.job`.execute(store.tables());
    await mark(['b'], '2026-01-01T00:00:00.000Z', 'queued');
    const later = '2026-01-01T00:05:00.000Z';
    expect(await tickets.waitingSites(later)).toEqual(['desk']);
    expect(await tickets.queueOldest('desk', later, 10)).toEqual({ count: 1, isAll: true });
    expect(await jobs.present(dirtyTicketQueue, ['desk/lost', 'desk/queued'])).toEqual(
      new Set(['desk/lost', 'desk/queued']),
    );
    const earlier = '2025-12-31T00:00:00.000Z';
    expect(await tickets.waitingSites(earlier)).toEqual([]);
    expect(await tickets.queueOldest('desk', earlier, 10)).toEqual({ count: 0, isAll: true });
  });

  it('is queued after those that have waited for longer, each once, a few at a time', async () => {
    const total = 2_300;
    // Every second one was told of in the same instant as the one before.
    await sql`
      insert into intake_ticket (site, ticket_id, event_count, settled_count, events, waiting_since)
      select 'desk', number::text, 1, 0, '[]', '2026-01-01'::timestamptz - interval '1 second' * ((number - 1) / 2)
      from generate_series(1, ${sql.lit(total)}) as number`.execute(store.tables());
    const queue = async (limit: number) => await tickets.queueOldest('desk', '2026-02-01T00:00:00Z', limit);
    expect(await queue(10)).toEqual({ count: 10, isAll: false });
    const oldest = Array.from({ length: 10 }, (_, index) => `desk/${total - index}`);
    expect(await jobs.present(dirtyTicketQueue, oldest)).toEqual(new Set(oldest));
    expect(await queue(1_500)).toEqual({ count: 1_500, isAll: false });
    expect(await jobs.countWaiting(dirtyTicketQueue, 'desk/')).toBe(1_510);
    expect(await jobs.countWaiting(dirtyTicketQueue, 'des/')).toBe(0);
    expect(await queue(1_500)).toEqual({ count: total - 1_510, isAll: true });
    expect(await queue(1_500)).toEqual({ count: 0, isAll: true });
    expect(await jobs.countWaiting(dirtyTicketQueue, 'desk/')).toBe(total);
  });
});

async function delivery(
  hash: string,
  receivedAt: string,
  status: 'accepted' | 'dead',
  ticket: string,
  body = 'text',
): Promise<void> {
  const row = { site: 'desk', delivery_id: null, body_hash: hash, body: Buffer.from(body), reason: null };
  const values = { ...row, received_at: receivedAt, status, ticket_ids: [ticket] };
  await store.tables<IntakeTables>().insertInto('intake_delivery').values(values).execute();
}

describe('personal data', () => {
  it('is found, exported and erased by any name a person has, in the sites of the scope only', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    await delivery('one', at, 'accepted', 'T', JSON.stringify({ from: 'Zoë Ångström', text: 'printer' }));
    await delivery('two', at, 'dead', 'T', '{"from":"ZO\\u00eb \\u00c5ngstr\\u00f6m"}'.toLowerCase());
    await delivery('three', at, 'accepted', 'T', '{"from":"zoe@desk.example"}');
    await delivery('other', at, 'accepted', 'T', '{"from":"somebody else"}');
    const data = intakePersonalData(store);
    const zoe = { ids: [], names: ['Zoë Ångström'], emails: ['ZOE@desk.example'] };
    expect(await data.find({ sites: ['elsewhere'] }, zoe)).toEqual([]);
    expect(await data.find(everySite, { ids: [], names: [''], emails: [] })).toEqual([]);
    const exported = await data.export(everySite, zoe);
    expect(exported).toHaveLength(3);
    expect(exported.map(({ content }) => content)).toContain('{"from":"zoe@desk.example"}');
    expect(await data.erase(everySite, zoe)).toBe(3);
    expect(await data.find(everySite, zoe)).toEqual([]);
    const kept = await store.tables<IntakeTables>().selectFrom('intake_delivery').select('status').execute();
    expect(kept.map(({ status }) => status).sort()).toEqual(['accepted', 'accepted', 'accepted', 'dropped']);
  });
});

describe('retention', () => {
  it('deletes old bodies of settled tickets, old dead letters, and nothing else', async () => {
    await mark(['a'], '2026-01-01T00:00:00.000Z', 'waiting');
    await delivery('settled', '2026-01-01T00:00:00.000Z', 'accepted', 'done');
    await delivery('unsettled', '2026-01-01T00:00:00.000Z', 'accepted', 'waiting');
    await delivery('young', '2026-01-09T00:00:00.000Z', 'accepted', 'done');
    await delivery('dead', '2026-01-01T00:00:00.000Z', 'dead', 'done');
    const [bodies, deadLetters] = intakeRetention(store);
    expect([bodies?.keepDays, deadLetters?.keepDays]).toEqual([7, 30]);
    expect(await bodies?.sweep('2026-01-08T00:00:00.000Z')).toBe(1);
    expect(await deadLetters?.sweep('2026-01-08T00:00:00.000Z')).toBe(1);
    const left = await store
      .tables<IntakeTables>()
      .selectFrom('intake_delivery')
      .select(['body_hash', 'body'])
      .execute();
    expect(new Map(left.map((row) => [row.body_hash, row.body !== null]))).toEqual(
      new Map([
        ['settled', false],
        ['unsettled', true],
        ['young', true],
      ]),
    );
  });
});

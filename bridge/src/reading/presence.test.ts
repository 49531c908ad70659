import { ManualClock, type Site, type Ticket } from '@signalbox/sdk';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEventBus, type DomainEvent } from '../events/index.ts';
import type { Discoverer } from '../intake/index.ts';
import { createJobQueue } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import { everySite, openStore, type Store } from '../store/index.ts';
import { createTestDatabase, type TestDatabase, webhookSite } from '../testing/index.ts';
import { createLookFor, listDepartures, presenceJob } from './departures/index.ts';
import { readingMigrations } from './migrations.ts';
import { createTicketRecords, type TicketRecords } from './records/index.ts';
import type { ReadingTables } from './tables.ts';

const hourMs = 3_600_000;
const clock = new ManualClock(Date.UTC(2026, 5, 1));
const logger = pino({ level: 'silent' });
const events: DomainEvent[] = [];
const marked: string[] = [];
const asked: (readonly string[])[] = [];
let atVendor: Ticket[] = [];
let database: TestDatabase;
let store: Store;
let records: TicketRecords;
let check: () => Promise<unknown>;

const ticket = (id: string, key: string, phase = 'new', version = '1') =>
  ({
    id,
    key,
    version,
    site: 'desk',
    type: 'incident',
    project: key.split('-')[0],
    updated: `2026-06-01T00:00:0${version}.000Z`,
    state: { value: phase, label: phase, phase },
    labels: [],
    custom: {},
  }) as unknown as Ticket;

beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, clock, logger });
  await store.migrate(readingMigrations);
  const desk = webhookSite('desk');
  const site: Site = {
    ...desk,
    tickets: desk.tickets && {
      ...desk.tickets,
      async readMany(ids) {
        asked.push(ids);
        return { tickets: atVendor.filter(({ id }) => ids.includes(id)), skipped: [] };
      },
    },
  };
  const bus = createEventBus(logger);
  bus.observe((event) => events.push(event));
  const kernel: Kernel = {
    store,
    clock,
    logger,
    events: bus,
    jobs: createJobQueue(store, logger),
    sites: new Map([[site.name, site]]),
    metrics: new Registry(),
    startedAt: new Date(clock.now()).toISOString(),
  };
  records = createTicketRecords(store, () => []);
  const discoverer = {
    async discoverIn(_transaction: unknown, _site: string, tickets: readonly Ticket[]) {
      marked.push(...tickets.map(({ id }) => id));
      return { marked: [], untold: [] };
    },
  } as unknown as Discoverer;
  const job = presenceJob({ kernel, records, discoverer, lookFor: createLookFor(kernel, records) });
  check = async () =>
    await job.handle(
      {},
      {
        signal: new AbortController().signal,
        attempt: 0,
        isLastAttempt: false,
        complete: async () => undefined,
      },
    );
  await store
    .tables<ReadingTables>()
    .insertInto('reading_site')
    .values({ site: 'desk', read_to: null, polled_at: null })
    .execute();
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

const now = () => new Date(clock.now()).toISOString();

it('looks for open tickets that no reading has brought for hours; finds what is gone, moved and missed', async () => {
  const there = [
    ticket('1', 'A-1'),
    ticket('2', 'A-2'),
    ticket('3', 'A-3'),
    ticket('4', 'A-4', 'closed'),
    ticket('5', 'A-5'),
  ];
  atVendor = there;
  await records.put(store.tables<ReadingTables>(), 'desk', there, now());
  await clock.advance(5 * hourMs);
  await check();
  expect(asked).toEqual([]);

  await clock.advance(2 * hourMs);
  await records.put(store.tables<ReadingTables>(), 'desk', [ticket('5', 'A-5')], now());
  atVendor = [ticket('2', 'B-7', 'new', '2'), ticket('3', 'A-3', 'new', '3')];
  await check();
  expect(asked.map((ids) => [...ids].sort())).toEqual([['1', '2', '3']]);
  expect(marked.sort()).toEqual(['2', '3']);
  expect(events).toMatchObject([
    { type: 'ticket.moved', ticketId: '2', ticketKey: 'B-7', formerKey: 'A-2' },
    { type: 'ticket.gone', ticketId: '1', ticketKey: 'A-1' },
  ]);
  const departed = await listDepartures(store, everySite, 'desk', 10);
  expect(departed).toEqual(
    expect.arrayContaining([
      { ticketId: '1', ticketKey: 'A-1', what: 'not-found', formerKey: null, at: now() },
      { ticketId: '2', ticketKey: 'B-7', what: 'moved', formerKey: 'A-2', at: now() },
    ]),
  );
  expect(departed).toHaveLength(2);

  asked.length = 0;
  await check();
  expect(asked).toEqual([]);
});

it('takes a ticket that comes back for one that is there', async () => {
  await records.put(store.tables<ReadingTables>(), 'desk', [ticket('1', 'A-1', 'new', '4')], now());
  expect((await listDepartures(store, everySite, 'desk', 10)).map(({ ticketId }) => ticketId)).toEqual(['2']);
});

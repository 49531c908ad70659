import { systemClock } from '@signalbox/sdk';
import type { Action } from '@signalbox/triage/schema';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createJobQueue, defineJob, type JobQueue } from '../jobs/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { writebackMigrations } from './migrations.ts';
import { createOutbox, type Outbox, writeQueue } from './outbox.ts';
import { requeueWrites } from './requeue-writes.ts';

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let store: Store;
let jobs: JobQueue;
let outbox: Outbox;
/** What each run of the ticket's job found to write. */
let found: (readonly string[])[];
let isLooking: PromiseWithResolvers<void>;

beforeEach(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, clock: systemClock, logger });
  await store.migrate(writebackMigrations);
  jobs = createJobQueue(store, logger);
  outbox = createOutbox(store, jobs, systemClock);
  found = [];
  isLooking = Promise.withResolvers();
  const job = defineJob({
    queue: writeQueue,
    data: z.object({ site: z.string(), ticketId: z.string() }),
    async handle({ site, ticketId }) {
      isLooking.resolve();
      const open = await outbox.open(site, ticketId);
      found.push(open.map(({ id }) => id));
      return undefined;
    },
  });
  await jobs.start([job]);
});

afterEach(async () => {
  await jobs.stop(100);
  await store.close();
  await database.drop();
});

const action = (id: string, ticketId = 'T'): Action => ({
  id,
  site: 'desk',
  receiptId: 'r',
  kind: 'apply',
  change: {
    actionId: id,
    ticketId,
    ticketKey: 'DESK-1',
    ticketType: 'incident',
    project: null,
    fields: [],
    explanation: null,
  },
  status: 'pending',
  attempts: 0,
  uncertainAttempts: 0,
  uncertainSince: null,
  reason: null,
  createdAt: '2026-01-01T00:00:00.000Z',
});

const add = async (...actions: Action[]): Promise<void> =>
  await store.transaction((transaction) => outbox.add(transaction, actions));

it('an action that found its ticket’s job already queued is seen by that job, though it commits after the job began', async () => {
  await jobs.enqueue(store.tables(), writeQueue, [{ key: 'desk/T', data: { site: 'desk', ticketId: 'T' } }]);
  await store.transaction(async (transaction) => {
    await outbox.add(transaction, [action('late')]);
    await jobs.work();
    await isLooking.promise;
    // Long enough for the job to look and find nothing, if it does not wait for this transaction.
    await sql`select pg_sleep(0.3)`.execute(transaction);
  });
  await expect.poll(() => found).toEqual([['late']]);
});

it('open actions whose job is gone are queued again, once per ticket; younger ones and those with a job are left', async () => {
  await add(action('a1', 'A'), action('a2', 'A'), action('b', 'B'));
  await sql`truncate signalbox_jobs.job`.execute(store.tables());
  await add(action('c', 'C'));
  const later = new Date(Date.now() + 60_000).toISOString();
  expect(await requeueWrites(store, jobs, '2026-01-01T00:00:00.000Z')).toBe(0);
  expect(await requeueWrites(store, jobs, later)).toBe(2);
  expect(await requeueWrites(store, jobs, later)).toBe(0);
  await jobs.work();
  await expect.poll(() => [...found].sort()).toEqual([['a1', 'a2'], ['b'], ['c']]);
});

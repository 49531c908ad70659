import { systemClock } from '@signalbox/sdk';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openStore } from '../store/index.ts';
import {
  createTestDatabase,
  startTestBridge,
  type TestBridge,
  type TestDatabase,
  webhookSite,
} from '../testing/index.ts';

let database: TestDatabase;
let bridge: TestBridge | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await bridge?.stop();
  await database.drop();
});

it('a bridge that died between a webhook and its jobs goes on with every ticket when it starts', async () => {
  const before = await startTestBridge({ database: database.url, sites: [webhookSite('desk')] });
  await before.stop();
  const tickets = 2_500;
  const store = await openStore({
    url: database.url,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
  });
  await sql`
    insert into intake_ticket (site, ticket_id, ticket_key, event_count, settled_count, events, waiting_since)
    select 'desk', number::text, null, 1, 0, '[]', now() - interval '1 second'
    from generate_series(1, ${sql.lit(tickets)}) as number`.execute(store.tables());

  bridge = await startTestBridge({ database: database.url, sites: [webhookSite('desk')] });

  // A site's queue is kept short: the oldest are queued at once, and the others as these are done.
  const queued = async (): Promise<number> => {
    const { rows } = await sql<{ queued: number }>`
      select count(distinct singleton_key)::integer as queued from signalbox_jobs.job
      where name = 'triage-ticket'`.execute(store.tables());
    return rows[0]?.queued ?? 0;
  };
  expect(await queued()).toBeGreaterThanOrEqual(1_000);
  await vi.waitFor(async () => expect(await queued()).toBe(tickets), { timeout: 50_000, interval: 100 });
  await store.close();
}, 60_000);

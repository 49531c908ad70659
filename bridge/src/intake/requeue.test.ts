import { systemClock } from '@signalbox/sdk';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

  const { rows } = await sql<{ queued: number }>`
    select count(distinct singleton_key) as queued from signalbox_jobs.job where name = 'triage-ticket'`.execute(
    store.tables(),
  );
  await store.close();
  expect(rows[0]?.queued).toBe(tickets);
});

import { systemClock } from '@signalbox/sdk';
import { type CertifiedPromise, policySchema } from '@signalbox/triage/schema';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../logging/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { decisionMigrations } from '../migrations.ts';
import type { DecisionTables } from '../tables.ts';
import { shiftedTargets } from './class-mix.ts';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, clock: systemClock, logger: createLogger('silent') });
  await store.migrate(decisionMigrations);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const policy = policySchema.parse({
  version: 'p1',
  fields: {},
  types: ['incident'],
  projects: null,
  humanQueue: 'leave',
  explanation: 'none',
  outOfVocabularyLimit: 0.8,
});
const certificate = {
  targets: { category: { groups: [], catalog: null, classMix: { Hardware: 0.5, Access: 0.5 }, rows: 900 } },
} as unknown as CertifiedPromise;

/** Decisions of one label, as the line leaves them. */
async function decide(label: string, count: number, unknownWords: number, version = 'p1'): Promise<void> {
  const classification = {
    modelId: 'm1',
    predictions: [{ target: 'category', label, probability: 0.9, alternatives: [], evidence: [] }],
    tokenCount: 5,
    outOfVocabularyShare: unknownWords,
  };
  await sql`
    insert into decision_receipt (id, site, ticket_id, ticket_key, triage_version, route, reason, policy_version,
      masking_version, masked_text_hash, facts, classification, decision, suggestion, ticket_url, decided_at, latency_ms)
    select gen_random_uuid()::text, 'support', n::text, 'SUP-1', gen_random_uuid()::text, 'suggest', 'suggest-only', ${version},
      '1', 'h', '[]', ${JSON.stringify(classification)}::jsonb, '{}', '{}', '', now(), 1
    from generate_series(1, ${count}::int) n`.execute(store.tables<DecisionTables>());
}

test('tickets of other kinds are noticed once there are decisions enough, out of scope ones aside', async () => {
  const shifted = () => shiftedTargets(store, 'support', policy, certificate);
  await decide('Hardware', 240, 0.1);
  await decide('Access', 240, 0.1);
  // Neither what is out of scope nor what another policy decided is of this population.
  await decide('Access', 900, 0.9);
  await decide('Access', 900, 0.1, 'p0');
  expect(await shifted()).toEqual([]);
  await decide('Hardware', 40, 0.1);
  expect(await shifted()).toEqual([]);
  await decide('Hardware', 400, 0.1);
  expect(await shifted()).toEqual(['category']);
  expect(await shiftedTargets(store, 'another', policy, certificate)).toEqual([]);
});

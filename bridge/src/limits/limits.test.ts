import {
  createGovernor,
  type LimitMemory,
  type SharedLimits,
  type Site,
  systemClock,
  type TransportResponse,
} from '@signalbox/sdk';
import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Kernel } from '../kernel.ts';
import { createLogger } from '../logging/index.ts';
import type { Module } from '../module.ts';
import { openStore, type Store } from '../store/index.ts';
import { createTestDatabase, startTestBridge, type TestDatabase, webhookSite } from '../testing/index.ts';
import { createLimits } from './create-limits.ts';
import { limitsMigrations } from './migrations.ts';

const logger = createLogger('silent');
let database: TestDatabase;
let store: Store;
const started: Module[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, clock: systemClock, logger });
  await store.migrate(limitsMigrations);
});
beforeEach(async () => {
  await sql`truncate limits_memory, limits_window, limits_schedule, limits_process`.execute(store.tables());
});
afterEach(async () => {
  vi.useRealTimers();
  for (const limits of started.splice(0)) await limits.stop?.();
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** A process with one site; gives what its governor is handed. */
async function startProcess(governor?: Site['governor']): Promise<SharedLimits> {
  let shared: SharedLimits | undefined;
  const site = webhookSite('desk');
  const sharing: Site = {
    ...site,
    governor: {
      ...site.governor,
      share: (given) => {
        shared = given;
        return (governor ?? site.governor).share(given);
      },
    },
  };
  const kernel = {
    store,
    clock: systemClock,
    logger,
    sites: new Map([['desk', sharing]]),
    metrics: new Registry(),
  };
  const limits = createLimits(kernel as unknown as Kernel);
  started.push(limits);
  await limits.start?.();
  if (!shared) throw new Error('The governor was handed nothing.');
  return shared;
}

const memory = (more: Partial<LimitMemory> = {}): LimitMemory => ({
  pausedUntil: 0,
  pauseReason: null,
  throttle: 1,
  throttledAt: 0,
  heldTickets: {},
  quota: null,
  learned: [],
  ...more,
});

describe('starts', () => {
  test('of all processes lie one after the other, however many ask at once', async () => {
    const processes = [await startProcess(), await startProcess()];
    const reserved = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        processes[index % 2]?.reserveStarts({ kind: null, starts: 5, intervalMs: 200 }),
      ),
    );
    // Forty times five starts, a fifth of a second apart: each answer is a second later than the one before.
    const inOrder = reserved.map((firstInMs) => firstInMs ?? 0).toSorted((left, right) => left - right);
    for (const [index, firstInMs] of inOrder.entries()) {
      expect(firstInMs).toBeGreaterThan(index * 1_000 - 1_000);
      expect(firstInMs).toBeLessThanOrEqual(index * 1_000);
    }
  });

  test('that nobody took are not made up for', async () => {
    const shared = await startProcess();
    await shared.reserveStarts({ kind: null, starts: 1, intervalMs: 10 });
    await sql`update limits_schedule set next_at = now() - interval '1 hour'`.execute(store.tables());
    expect(await shared.reserveStarts({ kind: null, starts: 1, intervalMs: 60_000 })).toBe(0);
    expect(await shared.reserveStarts({ kind: null, starts: 1, intervalMs: 60_000 })).toBeGreaterThan(50_000);
  });
});

test('starts of a kind with a limit of its own have a schedule of their own', async () => {
  const shared = await startProcess();
  await shared.reserveStarts({ kind: null, starts: 1, intervalMs: 60_000 });
  expect(await shared.reserveStarts({ kind: 'search', starts: 1, intervalMs: 60_000 })).toBe(0);
  expect(await shared.reserveStarts({ kind: 'search', starts: 1, intervalMs: 60_000 })).toBeGreaterThan(
    50_000,
  );
});

describe('points', () => {
  const reservation = { window: 1, granted: 100, windowLeftMs: 60_000 };

  test('are handed out once, to the last one', async () => {
    const processes = [await startProcess(), await startProcess()];
    const reserved = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        processes[index % 2]?.reservePoints({ ...reservation, points: 7 }),
      ),
    );
    expect(reserved.reduce((sum, answer) => sum + (answer?.taken ?? 0), 0)).toBe(100);
    expect(reserved.filter((answer) => answer?.taken === 0).length).toBeGreaterThan(10);
    const after = await processes[0]?.reservePoints({ ...reservation, points: 1 });
    expect(after).toEqual({ taken: 0, takenByAll: 100 });
  });

  test('that were given back are there for others, and those of one window are not those of the next', async () => {
    const shared = await startProcess();
    await shared.reservePoints({ ...reservation, points: 100 });
    expect(await shared.reservePoints({ ...reservation, points: 10, window: 2 })).toEqual({
      taken: 10,
      takenByAll: 10,
    });
    await shared.returnPoints({ window: 1, points: 4 });
    expect(await shared.reservePoints({ ...reservation, points: 9 })).toEqual({ taken: 4, takenByAll: 100 });
  });

  test('given back to a window that is over are lost, and its row goes', async () => {
    const shared = await startProcess();
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    await shared.reservePoints({ ...reservation, points: 10, windowLeftMs: 1_234 });
    vi.setSystemTime(now + 1_240);
    await shared.returnPoints({ window: 1, points: 4 });
    vi.setSystemTime(now + 1_300);
    expect(await shared.reservePoints({ ...reservation, points: 101 })).toEqual({
      taken: 100,
      takenByAll: 100,
    });
    const [retention] = started[0]?.retention ?? [];
    expect(await retention?.sweep(new Date(now).toISOString())).toBe(0);
    expect(await retention?.sweep(new Date(now + 120_000).toISOString())).toBe(1);
  });
});

describe('what is known of a site', () => {
  const learned = { kind: null, limit: 10, windowMs: 1_000, learnedAt: 5 };

  test('is added to, told to the other processes, and there after a restart', async () => {
    const [left, right] = [await startProcess(), await startProcess()];
    expect(await left.recall()).toBeNull();
    const heard = new Promise<void>((resolve) => right.onChange(resolve));
    await left.remember(memory({ learned: [learned] }));
    await heard;
    const until = Date.now() + 60_000;
    await right.remember(memory({ pausedUntil: until, pauseReason: '429', heldTickets: { 10: until } }));
    const restarted = await startProcess();
    expect(await restarted.recall()).toEqual(
      memory({ learned: [learned], pausedUntil: until, pauseReason: '429', heldTickets: { 10: until } }),
    );
  });

  test('by a version that writes it otherwise is nothing', async () => {
    const shared = await startProcess();
    await shared.remember(memory());
    await sql`update limits_memory set memory = '{"other": true}'`.execute(store.tables());
    expect(await shared.recall()).toBeNull();
    await shared.remember(memory({ learned: [learned] }));
    expect(await shared.recall()).toMatchObject({ learned: [learned] });
  });
});

test('processes are counted while they live', async () => {
  await startProcess();
  const second = await startProcess();
  expect(second.processes).toBe(2);
  await started.shift()?.stop?.();
  await sql`insert into limits_process values ('dead', now() - interval '1 minute')`.execute(store.tables());
  expect((await startProcess()).processes).toBe(2);
});

test('a database that does not answer holds up no request', async () => {
  const governor = createGovernor({
    site: 'desk',
    limits: {
      share: 1,
      requestsPerSecond: 1_000,
      maxConcurrent: 4,
      timeoutMs: 1_000,
      longestRequestMs: 1_000,
    },
    transport: async (): Promise<TransportResponse> => ({ status: 200, headers: {}, body: '' }),
  });
  await startProcess(governor);
  const send = () =>
    governor.execute({
      method: 'GET',
      url: 'https://desk.example/x',
      headers: {},
      body: undefined,
      timeoutMs: 1_000,
      signal: undefined,
      lane: 'webhook',
      kind: 'read',
      isRepeatable: true,
      ticketId: undefined,
      points: 1,
      accept: [],
    });
  expect((await send()).status).toBe(200);
  expect(governor.snapshot().shared).toEqual({ isReachable: true, processes: 1 });
  await store.transaction(async (transaction) => {
    await sql`lock table limits_schedule in access exclusive mode`.execute(transaction);
    expect((await send()).status).toBe(200);
    expect(governor.snapshot().shared).toEqual({ isReachable: false, processes: 1 });
  });
});

test('the state is read by those who may see the site, and by Prometheus', async () => {
  const own = await createTestDatabase();
  const bridge = await startTestBridge({ database: own.url, sites: [webhookSite('desk')] });
  try {
    const path = '/api/v1/sites/desk/governor';
    expect((await bridge.request(path, {}, null)).status).toBe(401);
    expect(await (await bridge.request(path, {}, 'viewer')).json()).toMatchObject({
      site: 'desk',
      requestsPerSecond: 10,
      quota: null,
      learned: [],
      totals: { requests: 0 },
    });
    const figures = await (await bridge.request('/metrics')).text();
    expect(figures).toContain('signalbox_vendor_pace{site="desk"} 10');
    expect(figures).toContain('signalbox_vendor_waiting{site="desk",lane="backfill"} 0');
  } finally {
    await bridge.stop();
    await own.drop();
  }
});

import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import type { GovernedRequest, TransportResponse } from '../http/index.ts';
import { createGovernor, type Governor } from './governor.ts';
import { type LimitMemory, mergedMemory } from './limit-memory.ts';
import type { Limits } from './limits.ts';
import type { SharedLimits } from './shared-limits.ts';

const limits: Limits = {
  share: 1,
  requestsPerSecond: 20,
  maxConcurrent: 8,
  timeoutMs: 1000,
  longestRequestMs: 2000,
};

const request = (more: Partial<GovernedRequest> = {}): GovernedRequest => ({
  method: 'GET',
  url: 'https://example.com/x',
  headers: {},
  body: undefined,
  timeoutMs: 1000,
  signal: undefined,
  lane: 'interactive',
  kind: 'read',
  isRepeatable: true,
  ticketId: undefined,
  points: 1,
  accept: [],
  ...more,
});

type Mood = 'well' | 'failing' | 'silent';

/** What a database would keep for all processes, on a clock that is turned; it may fail, or not answer at all. */
class Hub {
  readonly clock = new ManualClock();
  mood: Mood = 'well';
  members = 0;
  memory: LimitMemory | null = null;
  points = { taken: 0, window: 0 };
  readonly #nextAt = new Map<string | null, number>();
  readonly #listeners = new Map<object, () => void>();

  async #answer<Answer>(answer: () => Answer): Promise<Answer> {
    if (this.mood === 'failing') throw new Error('the database is away');
    if (this.mood === 'silent') await this.clock.sleep(60_000);
    await this.clock.sleep(1);
    return answer();
  }

  join(): SharedLimits {
    this.members += 1;
    const member = {};
    const hub = this;
    return {
      get processes() {
        return hub.members;
      },
      reserveStarts: ({ kind, starts, intervalMs }) =>
        this.#answer(() => {
          const first = Math.max(this.#nextAt.get(kind) ?? 0, this.clock.now());
          this.#nextAt.set(kind, first + starts * intervalMs);
          return first - this.clock.now();
        }),
      reservePoints: ({ window, points, granted }) =>
        this.#answer(() => {
          if (window !== this.points.window) this.points = { taken: 0, window };
          const taken = Math.min(points, Math.max(0, granted - this.points.taken));
          this.points.taken += taken;
          return { taken, takenByAll: this.points.taken };
        }),
      returnPoints: ({ window, points }) =>
        this.#answer(() => {
          if (window === this.points.window) this.points.taken -= points;
        }),
      recall: () => this.#answer(() => this.memory),
      remember: (memory) =>
        this.#answer(() => {
          this.memory = this.memory ? mergedMemory(this.memory, memory, this.clock.now()) : memory;
          for (const [other, listener] of this.#listeners) if (other !== member) listener();
        }),
      onChange: (listener) => {
        this.#listeners.set(member, listener);
        return () => this.#listeners.delete(member);
      },
    };
  }
}

type Vendor = (at: number) => { readonly status?: number; readonly headers?: Record<string, string> };

function process(hub: Hub, vendor: Vendor, more: Partial<Limits> = {}) {
  const times: number[] = [];
  const governor = createGovernor({
    site: 'support',
    limits: { ...limits, ...more },
    clock: hub.clock,
    transport: async (): Promise<TransportResponse> => {
      times.push(hub.clock.now());
      const { status = 200, headers = {} } = vendor(hub.clock.now());
      return { status, headers, body: '' };
    },
  });
  return { governor, times };
}

async function joined(hub: Hub, governor: Governor) {
  const sharing = governor.share(hub.join());
  await hub.clock.advance(300);
  return sharing;
}

const many = (governor: Governor, count: number, more: Partial<GovernedRequest> = {}) => {
  const outcomes = Array.from({ length: count }, () => governor.execute(request(more)));
  return Promise.allSettled(outcomes);
};

function mostInASecond(times: readonly number[]): number {
  const inOrder = times.toSorted((left, right) => left - right);
  return Math.max(...inOrder.map((first) => inOrder.filter((at) => at >= first && at < first + 1000).length));
}

describe('several processes', () => {
  test('keep one pace together, also when one of them has all the work', async () => {
    const hub = new Hub();
    const [left, right] = [process(hub, () => ({})), process(hub, () => ({}))];
    await joined(hub, left.governor);
    await joined(hub, right.governor);
    const both = [many(left.governor, 40), many(right.governor, 40)];
    await hub.clock.advance(4_200);
    await Promise.all(both);
    const all = [...left.times, ...right.times];
    expect(all).toHaveLength(80);
    expect(mostInASecond(all)).toBeLessThanOrEqual(20);
    const alone = many(left.governor, 40);
    await hub.clock.advance(2_200);
    await alone;
    expect(mostInASecond(left.times)).toBeLessThanOrEqual(20);
  });

  test("spend the admin's share of a quota once, and each gets on when it is renewed", async () => {
    const hub = new Hub();
    const resetsAt = hub.clock.now() + 600_000;
    const announcing: Vendor = (at) => ({
      headers: {
        'x-ratelimit-limit': '100',
        'x-ratelimit-reset': new Date(at < resetsAt ? resetsAt : resetsAt + 600_000).toISOString(),
      },
    });
    const [left, right] = [
      process(hub, announcing, { share: 0.25, requestsPerSecond: 400 }),
      process(hub, announcing, { share: 0.25, requestsPerSecond: 400 }),
    ];
    await joined(hub, left.governor);
    await joined(hub, right.governor);
    void many(left.governor, 1);
    await hub.clock.advance(1_000);
    const work = [many(left.governor, 30), many(right.governor, 30)];
    await hub.clock.advance(5_000);
    const sent = () => [...left.times, ...right.times].length;
    expect(sent()).toBe(25);
    expect(left.governor.snapshot()).toMatchObject({
      pauseReason: 'quota-used',
      quota: { granted: 25, used: 25 },
      shared: { isReachable: true, processes: 2 },
    });
    const outcomes = (await Promise.all(work)).flat();
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject(
      Array(36).fill({ reason: { code: 'rate-limited' } }),
    );
    await hub.clock.advance(600_000);
    void many(right.governor, 10);
    await hub.clock.advance(5_000);
    expect(sent()).toBe(35);
  });

  test('hear of a pause and of a held ticket that one of them was told of', async () => {
    const hub = new Hub();
    const refusals = [
      { status: 429, headers: { 'retry-after': '30', 'ratelimit-reason': 'jira-quota-tenant-based' } },
      { status: 429, headers: { 'retry-after': '90', 'ratelimit-reason': 'jira-per-issue-on-write' } },
    ];
    const [left, right] = [process(hub, () => refusals.shift() ?? {}), process(hub, () => ({}))];
    await joined(hub, left.governor);
    await joined(hub, right.governor);
    void many(left.governor, 1);
    await hub.clock.advance(100);
    expect(right.governor.snapshot()).toMatchObject({ pauseReason: 'jira-quota-tenant-based' });
    await hub.clock.advance(40_000);
    void many(left.governor, 1, { method: 'PUT', ticketId: '10' });
    await hub.clock.advance(100);
    expect(right.governor.snapshot()).toMatchObject({ heldTickets: 1, pausedUntil: null });
  });

  test('keep the limit of one kind of request together, once one of them has learned it', async () => {
    const hub = new Hub();
    const headers = { 'retry-after': '1', 'ratelimit-reason': 'jira-burst-based', 'x-ratelimit-limit': '8' };
    const refusals = [{ status: 429, headers }];
    const [left, right] = [process(hub, () => refusals.shift() ?? {}), process(hub, () => ({}))];
    await joined(hub, left.governor);
    await joined(hub, right.governor);
    void many(left.governor, 1, { kind: 'search' });
    await hub.clock.advance(20_000);
    expect(right.governor.snapshot().learned).toMatchObject([{ kind: 'search', limit: 8, windowMs: 1_000 }]);
    const before = left.times.length;
    const both = [many(left.governor, 15, { kind: 'search' }), many(right.governor, 15, { kind: 'search' })];
    await hub.clock.advance(4_500);
    await Promise.all(both);
    expect(mostInASecond([...left.times.slice(before), ...right.times])).toBeLessThanOrEqual(8);
  });

  test('take as many requests at a time as the vendor does, together', async () => {
    const hub = new Hub();
    let running = 0;
    let most = 0;
    const slow = createGovernor({
      site: 'support',
      limits: { ...limits, maxConcurrent: 4, requestsPerSecond: 1_000 },
      clock: hub.clock,
      transport: async () => {
        running += 1;
        most = Math.max(most, running);
        await hub.clock.sleep(500);
        running -= 1;
        return { status: 200, headers: {}, body: '' };
      },
    });
    await joined(hub, slow);
    hub.join();
    const all = many(slow, 12);
    await hub.clock.advance(5_000);
    await all;
    expect(most).toBe(2);
  });
});

describe('a process whose database is', () => {
  test.each<Mood>(['failing', 'silent'])(
    '%s goes on, with its part of the share, and joins again',
    async (mood) => {
      const hub = new Hub();
      const { governor, times } = process(hub, () => ({}));
      await joined(hub, governor);
      hub.join();
      hub.mood = mood;
      const work = many(governor, 60);
      await hub.clock.advance(3_000);
      expect(governor.snapshot()).toMatchObject({ shared: { isReachable: false, processes: 2 } });
      // Half of twenty a second.
      expect(times.length).toBeGreaterThan(20);
      expect(mostInASecond(times)).toBeLessThanOrEqual(10);
      hub.mood = 'well';
      await hub.clock.advance(1_500);
      expect(governor.snapshot()).toMatchObject({ shared: { isReachable: true } });
      await hub.clock.advance(4_000);
      await work;
      expect(times).toHaveLength(60);
      expect(mostInASecond(times)).toBeGreaterThan(15);
    },
  );

  test('failing keeps its part of a quota', async () => {
    const hub = new Hub();
    const resetsAt = new Date(hub.clock.now() + 600_000).toISOString();
    const announcing: Vendor = () => ({
      headers: { 'x-ratelimit-limit': '100', 'x-ratelimit-reset': resetsAt },
    });
    const { governor, times } = process(hub, announcing, { share: 0.4 });
    await joined(hub, governor);
    hub.join();
    hub.mood = 'failing';
    const work = many(governor, 50);
    await hub.clock.advance(20_000);
    await work;
    expect(times).toHaveLength(20);
  });
});

describe('after a restart', () => {
  /** Takes 5 in any 5 s, and says so to nobody. */
  function unannounced() {
    let taken: number[] = [];
    return (at: number) => {
      taken = taken.filter((earlier) => earlier > at - 5_000);
      if (taken.length >= 5) {
        const [oldest = at] = taken;
        return { status: 429, headers: { 'retry-after': String(Math.ceil((oldest + 5_000 - at) / 1000)) } };
      }
      taken.push(at);
      return {};
    };
  }

  test('a limit that the vendor does not announce is known: it is not refused again', async () => {
    const hub = new Hub();
    const vendor = unannounced();
    const first = process(hub, vendor);
    const leave = await joined(hub, first.governor);
    void many(first.governor, 40, { lane: 'backfill' });
    await hub.clock.advance(25_000);
    const { learned, totals } = first.governor.snapshot();
    expect(learned).toMatchObject([{ kind: null, limit: 5, windowMs: 5_000 }]);
    expect(totals.rateLimited).toBeGreaterThan(0);
    await hub.clock.advance(35_000);
    expect(first.governor.snapshot().totals.rateLimited).toBe(totals.rateLimited);
    void leave();
    const second = process(hub, vendor);
    await hub.clock.advance(5_000);
    hub.members = 0;
    await joined(hub, second.governor);
    void many(second.governor, 20, { lane: 'backfill' });
    await hub.clock.advance(30_000);
    expect(second.times).toHaveLength(20);
    expect(second.governor.snapshot()).toMatchObject({ learned, totals: { rateLimited: 0 } });
  });

  test('a pause goes on, and what was taken of the quota and not spent is given back', async () => {
    const hub = new Hub();
    const resetsAt = new Date(hub.clock.now() + 600_000).toISOString();
    const headers = { 'x-ratelimit-limit': '10000', 'x-ratelimit-reset': resetsAt };
    const first = process(hub, () => ({ headers }));
    const leave = await joined(hub, first.governor);
    void many(first.governor, 3);
    await hub.clock.advance(1_000);
    expect(hub.points.taken).toBeGreaterThan(10);
    await Promise.all([leave(), hub.clock.advance(1_000)]);
    expect(hub.points.taken).toBeLessThanOrEqual(3);
    const paused = process(hub, () => ({ status: 503, headers: { 'retry-after': '60' } }));
    await joined(hub, paused.governor);
    void many(paused.governor, 1);
    await hub.clock.advance(1_000);
    const next = process(hub, () => ({}));
    await joined(hub, next.governor);
    expect(next.governor.snapshot()).toMatchObject({ pauseReason: '503', quota: { limit: 10_000 } });
  });
});

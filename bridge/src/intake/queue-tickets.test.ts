import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobQueue } from '../jobs/index.ts';
import { createTicketQueuer, mostQueuedPerSite } from './queue-tickets.ts';

const silent = pino({ level: 'silent' });
type Enqueue = JobQueue['enqueue'];

function queuerWith(enqueue: Enqueue) {
  return createTicketQueuer({
    jobs: { enqueue, countWaiting: async () => 0 },
    dirtyTickets: {
      waitingSites: async () => [],
      queueOldest: async () => ({ count: 0, isAll: true }),
    },
    clock: { now: () => 0 },
    logger: silent,
  });
}

/** A queue and a table of marked tickets in memory. */
function desks() {
  const marked = new Set<string>();
  const queued = new Set<string>();
  const enqueue: Enqueue = async (_, __, jobs) => {
    for (const { key } of jobs) queued.add(key);
  };
  const waitingOf = (keys: ReadonlySet<string>, prefix: string) =>
    [...keys].filter((key) => key.startsWith(prefix));
  const queuer = createTicketQueuer({
    jobs: { enqueue, countWaiting: async (_, prefix) => waitingOf(queued, prefix).length },
    dirtyTickets: {
      waitingSites: async () => [...new Set([...marked].map((key) => key.split('/')[0] ?? ''))],
      async queueOldest(site, _, limit) {
        const missing = waitingOf(marked, `${site}/`).filter((key) => !queued.has(key));
        for (const key of missing.slice(0, limit)) queued.add(key);
        return { count: Math.min(limit, missing.length), isAll: missing.length <= limit };
      },
    },
    clock: { now: () => 0 },
    logger: silent,
  });
  return {
    queuer,
    tell(site: string, ids: readonly string[]) {
      for (const id of ids) marked.add(`${site}/${id}`);
      queuer.add(ids.map((ticketId) => ({ site, ticketId })));
    },
    /** The oldest jobs of a site are done. */
    work(site: string, count: number) {
      for (const key of waitingOf(queued, `${site}/`).slice(0, count)) {
        queued.delete(key);
        marked.delete(key);
      }
    },
    waiting: (site: string) => waitingOf(queued, `${site}/`).length,
    left: () => marked.size,
  };
}

const ticket = (ticketId: string) => ({ site: 'desk', ticketId });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the queuer of tickets', () => {
  it('queues every ticket once, however many are added at a time', async () => {
    const ids = fc.array(fc.nat(60).map(String), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(ids, { maxLength: 12 }), async (batches) => {
        const queued: string[] = [];
        let running = 0;
        const queuer = queuerWith(async (_, __, jobs) => {
          running += 1;
          expect(running).toBe(1);
          await Promise.resolve();
          queued.push(...jobs.map((job) => job.key));
          running -= 1;
        });
        for (const batch of batches) queuer.add(batch.map(ticket));
        await queuer.stop();
        expect(new Set(queued)).toEqual(new Set(batches.flat().map((id) => `desk/${id}`)));
      }),
    );
  });

  it('gathers what is added while the database is busy', async () => {
    const gate = Promise.withResolvers<void>();
    const sizes: number[] = [];
    const queuer = queuerWith(async (_, __, jobs) => {
      sizes.push(jobs.length);
      await gate.promise;
    });
    queuer.add([ticket('1')]);
    queuer.add([ticket('2'), ticket('3')]);
    queuer.add([ticket('4')]);
    gate.resolve();
    await queuer.stop();
    expect(sizes).toEqual([1, 3]);
  });

  it('lets the next batch gather for a tenth of a second in a rush, and not when it stops', async () => {
    const sizes: number[] = [];
    const queuer = queuerWith(async (_, __, jobs) => {
      sizes.push(jobs.length);
    });
    const many = (from: number) => Array.from({ length: 40 }, (_, index) => ticket(String(from + index)));
    queuer.add(many(0));
    await vi.advanceTimersByTimeAsync(50);
    queuer.add(many(100));
    queuer.add(many(200));
    await vi.advanceTimersByTimeAsync(49);
    expect(sizes).toEqual([40]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sizes).toEqual([40, 80]);
    queuer.add(many(300));
    await queuer.stop();
    expect(sizes).toEqual([40, 80, 40]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tries again after half a second when the database is away', async () => {
    const queued: string[] = [];
    let isAway = true;
    const queuer = queuerWith(async (_, __, jobs) => {
      if (isAway) throw new Error('connection lost');
      queued.push(...jobs.map((job) => job.key));
    });
    queuer.add([ticket('1')]);
    await vi.advanceTimersByTimeAsync(0);
    isAway = false;
    queuer.add([ticket('2')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(queued).toEqual(['desk/1', 'desk/2']);
    await queuer.stop();
  });

  it('stops though the database is away: the tickets are marked, and found at the next start', async () => {
    const queuer = queuerWith(() => Promise.reject(new Error('connection lost')));
    queuer.add([ticket('1')]);
    await queuer.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps what a site tells beyond a thousand jobs marked, and queues another site’s tickets at once', async () => {
    const { queuer, tell, work, waiting } = desks();
    const ids = Array.from({ length: 3_000 }, (_, index) => String(index).padStart(4, '0'));
    tell('flooded', ids);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waiting('flooded')).toBe(mostQueuedPerSite);
    tell('quiet', ['1']);
    await vi.advanceTimersByTimeAsync(100);
    expect(waiting('quiet')).toBe(1);
    // Half of the room has to be free, so that a refill is worth its queries.
    work('flooded', 400);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waiting('flooded')).toBe(600);
    work('flooded', 200);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waiting('flooded')).toBe(mostQueuedPerSite);
    await queuer.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no ticket without a job in the end, whatever is told and done in between', async () => {
    const step = fc.record({ told: fc.nat(900), done: fc.nat(900), waitMs: fc.nat(600) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { queuer, tell, work, waiting, left } = desks();
        let sent = 0;
        for (const { told, done, waitMs } of steps) {
          const first = sent;
          tell(
            'desk',
            Array.from({ length: told }, (_, index) => String(first + index).padStart(6, '0')),
          );
          sent += told;
          await vi.advanceTimersByTimeAsync(waitMs);
          expect(waiting('desk')).toBeLessThanOrEqual(mostQueuedPerSite);
          work('desk', done);
        }
        for (let round = 0; round < 20; round += 1) {
          await vi.advanceTimersByTimeAsync(1_000);
          work('desk', mostQueuedPerSite);
        }
        expect(left()).toBe(0);
        await queuer.stop();
      }),
      { numRuns: 40 },
    );
  });
});

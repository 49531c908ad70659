import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobQueue } from '../jobs/index.ts';
import { createTicketQueuer } from './queue-tickets.ts';

const silent = pino({ level: 'silent' });
type Enqueue = JobQueue['enqueue'];

function queuerWith(enqueue: Enqueue) {
  const unused = () => Promise.reject(new Error('not part of this'));
  const jobs: JobQueue = {
    enqueue,
    start: unused,
    work: unused,
    present: unused,
    depths: unused,
    isRunning: () => true,
    stop: unused,
  };
  return createTicketQueuer(jobs, silent);
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
});

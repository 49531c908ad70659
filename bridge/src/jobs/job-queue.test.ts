import { SignalboxError, systemClock } from '@signalbox/sdk';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStore, type Store } from '../store/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import {
  createJobQueue,
  defineJob,
  type Job,
  type JobContext,
  type JobQueue,
  type Postponed,
} from './index.ts';

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let store: Store;
const queues: JobQueue[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, clock: systemClock, logger });
});

afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop(100);
  await store.close();
  await database.drop();
});

async function running(...jobs: Job[]): Promise<JobQueue> {
  const queue = createJobQueue(store, logger);
  queues.push(queue);
  await queue.start(jobs);
  await queue.work();
  return queue;
}

function ticketJob(
  handle: (ticket: string, context: JobContext) => Promise<Postponed | undefined>,
  rest: Partial<Job> = {},
): Job {
  return defineJob({
    queue: 'test-ticket',
    data: z.object({ ticket: z.string() }),
    handle: async ({ ticket }, context) => await handle(ticket, context),
    ...rest,
  } as Parameters<typeof defineJob<{ ticket: string }>>[0]);
}

const job = (ticket: string) => ({ key: ticket, data: { ticket } });

describe('the job queue', () => {
  it('runs what was committed and nothing that was rolled back', async () => {
    const seen: string[] = [];
    const done = Promise.withResolvers<void>();
    const queue = await running(
      ticketJob(async (ticket) => {
        seen.push(ticket);
        if (ticket === 'last') done.resolve();
        return undefined;
      }),
    );
    const lost = store.transaction(async (transaction) => {
      await queue.enqueue(transaction, 'test-ticket', [job('lost')]);
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    await store.transaction(
      async (transaction) => await queue.enqueue(transaction, 'test-ticket', [job('last')]),
    );
    await done.promise;
    expect(seen).toEqual(['last']);
  });

  it('never runs one key twice at the same time, and runs again what came meanwhile', async () => {
    let atOnce = 0;
    let most = 0;
    let runs = 0;
    const first = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const queue = await running(
      ticketJob(async () => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        runs += 1;
        first.resolve();
        await gate.promise;
        atOnce -= 1;
        if (runs === 2) second.resolve();
        return undefined;
      }),
    );
    await queue.enqueue(store.tables(), 'test-ticket', [job('same')]);
    await first.promise;
    for (let time = 0; time < 5; time += 1) await queue.enqueue(store.tables(), 'test-ticket', [job('same')]);
    expect(await queue.present('test-ticket', ['same', 'other'])).toEqual(new Set(['same']));
    gate.resolve();
    await second.promise;
    expect({ most, runs }).toEqual({ most: 1, runs: 2 });
  });

  it('lets a poison job hold up neither other keys nor its own key’s later work', async () => {
    const attempts: string[] = [];
    let isCured = false;
    const cured = Promise.withResolvers<void>();
    const others = Promise.withResolvers<void>();
    const queue = await running(
      ticketJob(
        async (ticket) => {
          attempts.push(ticket);
          if (ticket === 'poison' && !isCured) throw new SignalboxError('vendor-unavailable', 'not now');
          if (ticket === 'poison') cured.resolve();
          if (attempts.filter((name) => name.startsWith('good')).length === 50) others.resolve();
          return undefined;
        },
        { retry: { limit: 5, delaySeconds: 600, maximumDelaySeconds: 600 } },
      ),
    );
    await queue.enqueue(store.tables(), 'test-ticket', [job('poison')]);
    await queue.enqueue(
      store.tables(),
      'test-ticket',
      Array.from({ length: 50 }, (_, index) => job(`good-${index}`)),
    );
    await others.promise;
    isCured = true;
    // Its retry is ten minutes away; news of the ticket is not.
    await queue.enqueue(store.tables(), 'test-ticket', [job('poison')]);
    await cured.promise;
    expect(attempts.filter((name) => name === 'poison').length).toBeGreaterThanOrEqual(2);
  });

  it('gives up after the last attempt and says so', async () => {
    const given = Promise.withResolvers<unknown>();
    const attempts: boolean[] = [];
    const queue = await running(
      ticketJob(
        async (_, { isLastAttempt }) => {
          attempts.push(isLastAttempt);
          throw new SignalboxError('rejected', 'never');
        },
        {
          retry: { limit: 1, delaySeconds: 1, maximumDelaySeconds: 1 },
          exhausted: async (data) => given.resolve(data),
        },
      ),
    );
    await queue.enqueue(store.tables(), 'test-ticket', [job('hopeless')]);
    expect(await given.promise).toEqual({ ticket: 'hopeless' });
    expect(attempts).toEqual([false, true]);
  });

  it('runs a postponed job again', async () => {
    let runs = 0;
    const again = Promise.withResolvers<void>();
    const queue = await running(
      ticketJob(async () => {
        runs += 1;
        if (runs === 1) return { retryAfterMs: 50 };
        again.resolve();
        return undefined;
      }),
    );
    await queue.enqueue(store.tables(), 'test-ticket', [job('later')]);
    await again.promise;
    expect(runs).toBe(2);
  });

  it('completes a job inside the handler’s own transaction', async () => {
    const finished = Promise.withResolvers<void>();
    const queue = await running(
      ticketJob(async (_, context) => {
        await store.transaction(async (transaction) => await context.complete(transaction));
        finished.resolve();
        return undefined;
      }),
    );
    await queue.enqueue(store.tables(), 'test-ticket', [job('own')]);
    await finished.promise;
    expect((await queue.present('test-ticket', ['own'])).size).toBe(0);
  });

  it('aborts what does not end when it is stopped', async () => {
    const started = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const queue = await running(
      ticketJob(async (_, { signal }) => {
        started.resolve();
        const { promise, reject } = Promise.withResolvers<undefined>();
        signal.addEventListener('abort', () => {
          aborted.resolve();
          reject(signal.reason);
        });
        return await promise;
      }),
    );
    await queue.enqueue(store.tables(), 'test-ticket', [job('endless')]);
    await started.promise;
    await Promise.all([queue.stop(50), aborted.promise]);
  });
});

import { type Kysely, sql } from 'kysely';
import { fromKysely, type JobInsert, type JobWithMetadata, PgBoss, type Queue } from 'pg-boss';
import type { Logger } from '../logging/index.ts';
import type { Store } from '../store/index.ts';
import type { Job, NewJob, RetryPolicy } from './job.ts';
import { runJob, type Settlement } from './run-job.ts';

/** Durable work: enqueued in the caller's transaction, run by any replica, retried until it is done or given up. */
export interface JobQueue {
  /** Connects, and makes the queues. Work starts with {@link JobQueue.work}. */
  start(jobs: readonly Job[]): Promise<void>;
  /** Begins to run jobs. */
  work(): Promise<void>;
  /**
   * In `transaction`; a key that already waits is left as it is. null: at once, on a connection of the queue's own; on
   * the embedded database a power cut may then take back the last fraction of a second.
   */
  // biome-ignore lint/suspicious/noExplicitAny: any module's tables will do; only the connection matters.
  enqueue(transaction: Kysely<any> | null, queue: string, jobs: readonly NewJob[]): Promise<void>;
  /** Which of these keys have a job that waits, runs or will be retried. */
  present(queue: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** How many jobs wait for their first attempt whose key begins with `keyPrefix`. */
  countWaiting(queue: string, keyPrefix: string): Promise<number>;
  /** Jobs by queue, as counted within the last seconds. */
  depths(): Promise<readonly QueueDepth[]>;
  isRunning(): boolean;
  /** Lets running jobs end for `graceMs`, then aborts them. */
  stop(graceMs?: number): Promise<void>;
}

export interface QueueDepth {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

const schema = 'signalbox_jobs';
const batchSize = 20;
const defaultTimeoutSeconds = 120;
const clockPollSeconds = 15;
const defaultGraceMs = 8_000;
/** Long enough for a vendor's outage of days. */
const defaultRetry: RetryPolicy = { limit: 500, delaySeconds: 1, maximumDelaySeconds: 300 };

/** Short times let a crashed replica's jobs run again within seconds, and keep finished jobs from piling up. */
const upkeep = {
  superviseIntervalSeconds: 5,
  monitorIntervalSeconds: 5,
  queueCacheIntervalSeconds: 5,
  maintenanceIntervalSeconds: 120,
};

function queueOptions({
  timeoutSeconds = defaultTimeoutSeconds,
  retry = defaultRetry,
}: Job): Omit<Queue, 'name'> {
  return {
    notify: true,
    expireInSeconds: timeoutSeconds,
    heartbeatSeconds: 10,
    retryLimit: retry.limit,
    retryDelay: retry.delaySeconds,
    retryDelayMax: retry.maximumDelaySeconds,
    retryBackoff: true,
    retentionSeconds: 30 * 24 * 3_600,
    deleteAfterSeconds: 120,
  };
}

export function createJobQueue(store: Store, logger: Logger): JobQueue {
  const boss = new PgBoss({
    ...store.connection,
    // What a power cut takes back of a job's state is done again, and every job may be done again: no fsync for it.
    // Not on a server behind a pooler, which may refuse the option. Jobs in a caller's transaction are as durable as it.
    ...(store.kind === 'embedded' ? { options: '-c synchronous_commit=off' } : {}),
    schema,
    max: 5,
    application_name: 'signalbox-jobs',
    useListenNotify: true,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { propagateContext: true },
    ...upkeep,
  });
  // Its own errors are the database's; a job's go through `runJob`.
  boss.on('error', (error) =>
    logger.warn({ error: (error as { code?: string }).code ?? error.message }, 'the job queue had an error'),
  );
  boss.on('warning', (warning) => logger.warn({ warning: warning.message }, 'the job queue warns'));
  const giveUp = new AbortController();
  let definitions: readonly Job[] = [];
  let isRunning = false;

  async function makeQueues(): Promise<void> {
    const present = new Set((await boss.getQueues()).map((queue) => queue.name));
    for (const job of definitions) {
      // `stately`: per key one job waits, one runs, one waits to be retried. A poison job holds up nobody.
      if (present.has(job.queue)) await boss.updateQueue(job.queue, queueOptions(job));
      else await boss.createQueue(job.queue, { policy: 'stately', ...queueOptions(job) });
      if (job.schedule !== undefined) await boss.schedule(job.queue, job.schedule, {}, { tz: 'UTC' });
    }
  }

  /** One bridge has the embedded database to itself: what was active when it died can run again at once. */
  async function freeOrphans(): Promise<void> {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from ${sql.table(`${schema}.job`)} where state = 'active'`.execute(store.tables());
    for (const { id, name } of rows) await boss.fail(name, id, { name: 'Interrupted' });
  }

  async function settle(job: Job, settlement: Settlement): Promise<void> {
    if (settlement.postponedMs === undefined || settlement.key === null) return;
    const again = { key: settlement.key, data: settlement.data, delayMs: settlement.postponedMs };
    await insert(store.tables(), job.queue, [again]);
  }

  // biome-ignore lint/suspicious/noExplicitAny: as in `enqueue`.
  async function insert(executor: Kysely<any> | null, queue: string, jobs: readonly NewJob[]): Promise<void> {
    const rows = jobs.map(
      (job): JobInsert => ({
        data: job.data,
        singletonKey: job.key,
        ...(job.delayMs === undefined ? {} : { startAfter: new Date(Date.now() + job.delayMs) }),
      }),
    );
    await boss.insert(queue, rows, executor === null ? {} : { db: fromKysely(executor) });
  }

  async function workOn(job: Job): Promise<void> {
    await boss.work(
      job.queue,
      {
        batchSize,
        localConcurrency: job.batches ?? (job.schedule === undefined ? 2 : 1),
        perJobResults: true,
        includeMetadata: true,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 1,
        // What comes is told at once; polling finds what waited for its time. A job that goes by the clock is not
        // worth a query every second.
        notifyPollingIntervalSeconds: job.schedule === undefined ? 1 : clockPollSeconds,
      },
      async (batch: JobWithMetadata<object>[]) =>
        await Promise.all(
          batch.map(async (message) => {
            const settlement = await runJob(job, message, boss, giveUp.signal, logger);
            await settle(job, settlement);
            return settlement.result;
          }),
        ),
    );
  }

  return {
    async start(jobs) {
      definitions = jobs;
      await boss.start();
      await makeQueues();
      if (store.kind === 'embedded') await freeOrphans();
    },
    async work() {
      for (const job of definitions) await workOn(job);
      isRunning = true;
    },
    async enqueue(transaction, queue, jobs) {
      if (jobs.length > 0) await insert(transaction, queue, jobs);
    },
    async present(queue, keys) {
      const { rows } = await sql<{ key: string }>`
        select singleton_key as key from ${sql.table(`${schema}.job`)}
        where name = ${queue} and state < 'completed' and singleton_key = any(${[...keys]}::text[])`.execute(
        store.tables(),
      );
      return new Set(rows.map((row) => row.key));
    },
    async countWaiting(queue, keyPrefix) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from ${sql.table(`${schema}.job`)}
        where name = ${queue} and state = 'created' and starts_with(singleton_key, ${keyPrefix})`.execute(
        store.tables(),
      );
      return rows[0]?.count ?? 0;
    },
    async depths() {
      const queues = await boss.getQueues(definitions.map((job) => job.queue));
      return queues.map((queue) => ({
        queue: queue.name,
        waiting: queue.queuedCount,
        active: queue.activeCount,
        failed: queue.failedCount,
      }));
    },
    isRunning: () => isRunning,
    async stop(graceMs = defaultGraceMs) {
      isRunning = false;
      const timer = setTimeout(() => giveUp.abort(), graceMs);
      await boss.stop({ graceful: true, timeout: graceMs + 2_000 });
      clearTimeout(timer);
    },
  };
}

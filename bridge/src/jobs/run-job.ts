import { isSignalboxError } from '@signalbox/sdk';
import { fromKysely, type JobResult, type JobWithMetadata, type PgBoss } from 'pg-boss';
import { describeError, type Logger } from '../logging/index.ts';
import type { Job } from './job.ts';

const shortestPauseMs = 500;

export interface Settlement {
  readonly result: JobResult;
  readonly key: string | null;
  readonly data: object;
  /** Set when the job asked to run again later. */
  readonly postponedMs: number | undefined;
}

/** A vendor that wants to be left alone until a certain time is no failure of the job, and uses up no attempt. */
function askedToComeBack(error: unknown): number | null {
  if (!isSignalboxError(error) || !error.isRetryable) return null;
  if (error.code !== 'rate-limited' && error.code !== 'circuit-open') return null;
  return error.retryAfterMs === undefined ? null : Math.max(shortestPauseMs, error.retryAfterMs);
}

/** One attempt at one job; never throws. */
export async function runJob(
  job: Job,
  message: JobWithMetadata<object>,
  boss: PgBoss,
  giveUp: AbortSignal,
  logger: Logger,
): Promise<Settlement> {
  const { id, retryCount, retryLimit, singletonKey: key, data } = message;
  const isLastAttempt = retryCount >= retryLimit;
  const settled = (result: JobResult, postponedMs?: number): Settlement => ({
    result,
    key,
    data,
    postponedMs,
  });
  try {
    const parsed = job.data.parse(data);
    const postponed = await job.handle(parsed, {
      signal: AbortSignal.any([message.signal, giveUp]),
      attempt: retryCount,
      isLastAttempt,
      async complete(transaction) {
        await boss.complete(job.queue, { id, retryCount }, undefined, { db: fromKysely(transaction) });
      },
    });
    return settled({ id, status: 'completed' }, postponed?.retryAfterMs);
  } catch (error) {
    const comeBackMs = askedToComeBack(error);
    if (comeBackMs !== null) return settled({ id, status: 'completed' }, comeBackMs);
    const description = describeError(error);
    logger.warn({ queue: job.queue, key, attempt: retryCount, error: description }, 'a job failed');
    if (isLastAttempt) await giveUpOn(job, data, error, logger);
    return settled({ id, status: 'failed', output: description });
  }
}

async function giveUpOn(job: Job, data: object, error: unknown, logger: Logger): Promise<void> {
  const parsed = job.data.safeParse(data);
  if (!parsed.success) return;
  try {
    await job.exhausted?.(parsed.data, error);
  } catch (failure) {
    logger.error({ queue: job.queue, error: describeError(failure) }, 'giving up on a job failed');
  }
}

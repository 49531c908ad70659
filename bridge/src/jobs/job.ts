import type { Kysely } from 'kysely';
import type { z } from 'zod';

/** What a running job is told. */
export interface JobContext {
  /** Aborted when the job has run for too long, and when the bridge stops and will wait no more. */
  readonly signal: AbortSignal;
  /** 0 the first time. */
  readonly attempt: number;
  /** True when a failure now is final. */
  readonly isLastAttempt: boolean;
  /**
   * Completes the job inside the caller's transaction, so that what it did and its end commit together. Without
   * it the job is completed after `handle` returns.
   */
  // biome-ignore lint/suspicious/noExplicitAny: any module's tables will do; only the connection matters.
  complete(transaction: Kysely<any>): Promise<void>;
}

/** Asks for the same work again later; it does not count as a failure. */
export interface Postponed {
  readonly retryAfterMs: number;
}

export interface RetryPolicy {
  readonly limit: number;
  /** Doubles with every attempt, with jitter, up to `maximumDelaySeconds`. */
  readonly delaySeconds: number;
  readonly maximumDelaySeconds: number;
}

export interface Job<Data extends object = object> {
  /** Unique over all modules, kebab-case. */
  readonly queue: string;
  /** Messages are read back from a database: they are parsed. */
  readonly data: z.ZodType<Data>;
  /** How long one attempt may take. Default 120 s. */
  readonly timeoutSeconds?: number;
  readonly retry?: RetryPolicy;
  /** How many batches of up to 20 run at once in this process. Default 2; 1 with a schedule. */
  readonly batches?: number;
  /** Five-field cron expression in UTC: the job then runs by the clock, once among replicas. */
  readonly schedule?: string;
  /** Throwing means: again, with growing delays; other keys and the same key's later jobs are not held up. */
  handle(data: Data, context: JobContext): Promise<Postponed | undefined>;
  /** Called when the last attempt has failed. */
  exhausted?(data: Data, error: unknown): Promise<void>;
}

/** Declares a job; the handler's argument follows from the schema. */
export function defineJob<Data extends object>(job: Job<Data>): Job {
  return job as unknown as Job;
}

export interface NewJob {
  /** At most one job per key waits in a queue: a second one is the same work. */
  readonly key: string;
  readonly data: object;
  /** Not before so many milliseconds from now. */
  readonly delayMs?: number;
}

import { SignalboxError } from '@signalbox/sdk';

export interface GroupCommitOptions<Item, Result> {
  /** Stores all items in one transaction; results in the order of the items. */
  commit(items: readonly Item[]): Promise<readonly Result[]>;
  /** True when the error is the fault of one item, so that the others are tried without it. */
  isItemFault(error: unknown): boolean;
  readonly sizeOf: (item: Item) => number;
  readonly maximumBatch: number;
  /** More bytes than this waiting: new items are refused at once. */
  readonly maximumWaitingBytes: number;
  readonly maximumWaiting: number;
  /** Transactions at the same time. */
  readonly concurrency: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Gathers what arrives while a transaction commits into the next one: one fsync for many requests. */
export interface GroupCommit<Item, Result> {
  /** Resolves once the item is durable. Rejects with `overloaded` when too much is waiting. */
  submit(item: Item): Promise<Result>;
  readonly waiting: number;
}

export function createGroupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): GroupCommit<Item, Result> {
  let queue: Waiting<Item, Result>[] = [];
  let waitingBytes = 0;
  let running = 0;

  async function commit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.commit(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, index) => {
        waiting.resolve(results[index] as Result);
      });
    } catch (error) {
      const [only] = batch;
      if (batch.length > 1 && options.isItemFault(error)) {
        const middle = batch.length >> 1;
        await commit(batch.slice(0, middle));
        await commit(batch.slice(middle));
      } else if (only !== undefined) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
  }

  async function drain(): Promise<void> {
    running += 1;
    try {
      // Requests that are being read in this turn of the event loop join the batch.
      await new Promise<void>((resolve) => setImmediate(resolve));
      while (queue.length > 0) {
        const batch = queue.slice(0, options.maximumBatch);
        queue = queue.slice(batch.length);
        for (const waiting of batch) waitingBytes -= options.sizeOf(waiting.item);
        await commit(batch);
      }
    } finally {
      running -= 1;
    }
  }

  return {
    async submit(item) {
      const size = options.sizeOf(item);
      if (queue.length >= options.maximumWaiting || waitingBytes + size > options.maximumWaitingBytes) {
        throw new SignalboxError(
          'overloaded',
          'More is arriving than can be stored; send it again shortly.',
          {
            isRetryable: true,
            retryAfterMs: 2_000,
          },
        );
      }
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      queue.push({ item, resolve, reject });
      waitingBytes += size;
      if (running < options.concurrency) void drain();
      return await promise;
    },
    get waiting() {
      return queue.length;
    },
  };
}

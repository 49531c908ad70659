import { isSignalboxError } from '@signalbox/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

const limits = {
  sizeOf: (item: number | string) => String(item).length,
  maximumBatch: 100,
  maximumWaiting: 1_000,
  maximumWaitingBytes: 100_000,
  concurrency: 1,
};

describe('group commit', () => {
  it('gathers everything that waits into one transaction', async () => {
    const batches: number[][] = [];
    const group = createGroupCommit<number, number>({
      ...limits,
      async commit(items) {
        batches.push([...items]);
        return items.map((item) => item * 2);
      },
      isItemFault: () => false,
    });
    const results = await Promise.all([1, 2, 3, 4].map((item) => group.submit(item)));
    expect(results).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1, 2, 3, 4]]);
  });

  it('lets one bad item fail alone, whatever the batch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (isGood) => {
        const stored: number[] = [];
        const group = createGroupCommit<number, string>({
          ...limits,
          async commit(items) {
            if (items.some((item) => !isGood[item])) throw new Error('item fault');
            stored.push(...items);
            return items.map((item) => `stored ${item}`);
          },
          isItemFault: () => true,
        });
        const results = await Promise.allSettled(isGood.map((_, item) => group.submit(item)));
        expect(results.map((result) => result.status === 'fulfilled')).toEqual(isGood);
        expect(stored).toEqual(isGood.flatMap((good, item) => (good ? [item] : [])));
      }),
      { numRuns: 50 },
    );
  });

  it('fails everyone in the transaction when the database is at fault', async () => {
    const group = createGroupCommit<number, number>({
      ...limits,
      commit: () => Promise.reject(new Error('connection lost')),
      isItemFault: () => false,
    });
    const results = await Promise.allSettled([1, 2].map((item) => group.submit(item)));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(group.waiting).toBe(0);
  });

  it('refuses with a time to come back when too much is waiting, and recovers', async () => {
    const gate = Promise.withResolvers<void>();
    const group = createGroupCommit<number, number>({
      ...limits,
      maximumWaiting: 2,
      async commit(items) {
        await gate.promise;
        return items;
      },
      isItemFault: () => false,
    });
    const first = [group.submit(1), group.submit(2)];
    const refusal = await group.submit(3).catch((error: unknown) => error);
    expect(isSignalboxError(refusal) && refusal.code).toBe('overloaded');
    expect(isSignalboxError(refusal) && refusal.retryAfterMs).toBeGreaterThan(0);
    gate.resolve();
    await Promise.all(first);
    expect(await group.submit(4)).toBe(4);
  });
});

import { describeError, type Logger } from '../logging/index.ts';
import type { Store } from '../store/index.ts';
import type { IntakeTables } from './tables.ts';
import { addTally } from './tally.ts';

const flushMs = 250;

/**
 * Counts refused webhooks. Of a forged request nothing is kept but the fact, and a flood of them costs one row a
 * minute: counts are gathered in memory for a quarter of a second.
 */
export interface RejectionCounter {
  add(site: string, at: number): void;
  flush(): Promise<void>;
}

export function createRejectionCounter(store: Store, writer: string, logger: Logger): RejectionCounter {
  let pending = new Map<string, { site: string; at: number; count: number }>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const counts = [...pending.values()];
    pending = new Map();
    if (counts.length === 0) return;
    const zero = { received: 0, duplicates: 0, deadLetters: 0 };
    try {
      const tally = counts.map(({ site, at, count }) => ({ ...zero, site, at, rejected: count }));
      await addTally(store.tables<IntakeTables>(), writer, tally);
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'refused webhooks could not be counted');
    }
  }

  return {
    add(site, at) {
      const known = pending.get(site) ?? { site, at, count: 0 };
      known.count += 1;
      pending.set(site, known);
      timer ??= setTimeout(() => void flush(), flushMs).unref();
    },
    flush,
  };
}

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { describeError } from '../logging/index.ts';
import type { LimitsTables } from './tables.ts';

const beatMs = 5_000;
/** A process that was not heard of for so long is dead. */
const deadAfterSeconds = 15;

/** How many processes work on this database. */
export interface ProcessCount {
  readonly id: string;
  readonly count: number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createProcessCount({ store, clock, logger }: Kernel): ProcessCount {
  const id = randomUUID();
  const tables = store.tables<LimitsTables>();
  const stopping = new AbortController();
  let count = 1;

  async function beat(): Promise<void> {
    const isDead = sql<boolean>`seen_at < now() - make_interval(secs => ${deadAfterSeconds})`;
    const now = sql<string>`now()`;
    await tables.deleteFrom('limits_process').where(isDead).execute();
    await tables
      .insertInto('limits_process')
      .values({ id, seen_at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now }))
      .execute();
    const row = await tables
      .selectFrom('limits_process')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst();
    count = Math.max(1, Number(row?.count ?? 1));
  }

  async function beatOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(beatMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return;
      // The count of before is the best there is.
      await beat().catch((error) =>
        logger.debug({ error: describeError(error) }, 'the processes could not be counted'),
      );
    }
  }

  return {
    id,
    get count() {
      return count;
    },
    async start() {
      await beat();
      void beatOn();
    },
    async stop() {
      stopping.abort();
      await tables
        .deleteFrom('limits_process')
        .where('id', '=', id)
        .execute()
        .catch(() => undefined);
    },
  };
}

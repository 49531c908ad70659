import { sql } from 'kysely';
import type { JobQueue } from '../jobs/index.ts';
import type { Store } from '../store/index.ts';
import { openStatuses, writeJobOf, writeQueue } from './outbox.ts';
import type { WritebackTables } from './tables.ts';

const atOnce = 1_000;

/**
 * Queues jobs for tickets whose actions are open since before `olderThan` (ISO 8601) and have none: a net under the
 * queue. Says how many tickets that were.
 */
export async function requeueWrites(store: Store, jobs: JobQueue, olderThan: string): Promise<number> {
  const tables = store.tables<WritebackTables>();
  let lost = 0;
  let last = { site: '', ticket_id: '' };
  for (;;) {
    const rows = await tables
      .selectFrom('writeback_action')
      .select(['site', 'ticket_id'])
      .distinct()
      .where('status', 'in', openStatuses)
      .where('updated_at', '<', olderThan)
      .where(sql<boolean>`(site, ticket_id) > (${last.site}, ${last.ticket_id})`)
      .orderBy('site')
      .orderBy('ticket_id')
      .limit(atOnce)
      .execute();
    const wanted = rows.map(({ site, ticket_id: ticketId }) => writeJobOf({ site, ticketId }));
    const present = await jobs.present(
      writeQueue,
      wanted.map(({ key }) => key),
    );
    const missing = wanted.filter(({ key }) => !present.has(key));
    await jobs.enqueue(tables, writeQueue, missing);
    lost += missing.length;
    const end = rows.at(-1);
    if (end === undefined || rows.length < atOnce) return lost;
    last = end;
  }
}

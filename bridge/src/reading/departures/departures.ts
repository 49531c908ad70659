import { sql } from 'kysely';
import { z } from 'zod';
import { inScope, type SiteScope, type Store } from '../../store/index.ts';
import type { ReadingTables } from '../tables.ts';

export const departureSchema = z.object({
  ticketId: z.string(),
  ticketKey: z.string(),
  what: z
    .enum(['deleted', 'not-found', 'moved'])
    .describe('deleted: the service desk said so; not-found: deleted, or hidden from the account'),
  formerKey: z.string().nullable(),
  at: z.string().describe('when it was noticed'),
});
export type Departure = z.infer<typeof departureSchema>;

/** Tickets that are gone, or have moved to another key; newest first. */
export async function listDepartures(
  store: Store,
  scope: SiteScope,
  site: string,
  limit: number,
): Promise<readonly Departure[]> {
  const rows = await store
    .tables<ReadingTables>()
    .selectFrom('reading_ticket')
    .select(['ticket_id', 'ticket_key', 'former_key', 'gone_why'])
    .select(sql<string>`coalesce(gone_at, moved_at)`.as('at'))
    .where(inScope(scope, sql.ref('site')))
    .where('site', '=', site)
    .where((row) => row.or([row('gone_at', 'is not', null), row('moved_at', 'is not', null)]))
    .orderBy(sql`coalesce(gone_at, moved_at)`, 'desc')
    .orderBy('ticket_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    ticketKey: row.ticket_key,
    what: row.gone_why ?? 'moved',
    formerKey: row.former_key,
    at: row.at,
  }));
}

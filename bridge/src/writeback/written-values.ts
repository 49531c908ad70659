import type { FieldPath, FieldValue } from '@signalbox/sdk';
import { sql } from 'kysely';
import { inScope, type SiteScope, type Store } from '../store/index.ts';
import type { WritebackTables } from './tables.ts';

/** What Signalbox has set a field to, last. */
export interface WrittenValue {
  readonly path: FieldPath;
  readonly value: FieldValue;
  /** When it was certain to be there, ISO 8601. */
  readonly at: string;
}

/** The values that stand in tickets because Signalbox wrote them, by ticket; the newest of each field. */
export type WrittenValues = (
  scope: SiteScope,
  site: string,
  ticketIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly WrittenValue[]>>;

export function createWrittenValues(store: Store): WrittenValues {
  return async (scope, site, ticketIds) => {
    const byTicket = new Map<string, Map<FieldPath, WrittenValue>>();
    if (ticketIds.length === 0) return new Map();
    const rows = await store
      .tables<WritebackTables>()
      .selectFrom('writeback_action')
      .select(['ticket_id', 'change', 'updated_at'])
      .where(inScope(scope, sql.ref('site')))
      .where('site', '=', site)
      .where('ticket_id', 'in', [...ticketIds])
      .where('status', 'in', ['applied', 'already-applied'])
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const values = byTicket.get(row.ticket_id) ?? new Map<FieldPath, WrittenValue>();
      for (const { path, to } of row.change.fields) values.set(path, { path, value: to, at: row.updated_at });
      byTicket.set(row.ticket_id, values);
    }
    return new Map([...byTicket].map(([ticketId, values]) => [ticketId, [...values.values()]]));
  };
}

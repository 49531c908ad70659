import type { Site } from '@signalbox/sdk';
import { type Selectable, sql } from 'kysely';
import type { Kernel } from '../../kernel.ts';
import type { Found, LookFor } from '../departures/index.ts';
import { emptyReconciliation, type Reconciliation, withDifference } from '../report/index.ts';
import type { ReadingTables } from '../tables.ts';

type Row = Selectable<ReadingTables['reading_sync']>;

const batch = 100;

/** The reconciliation with what is recorded within its range, and was not among what the vendor handed over. */
export type AddAbsent = (sync: Row, site: Site, signal: AbortSignal) => Promise<Reconciliation>;

function withFound(report: Reconciliation, { present, gone }: Found): Reconciliation {
  let next = report;
  for (const { ticket_id: ticketId, ticket_key: ticketKey } of gone)
    next = withDifference(next, { kind: 'gone', ticketId, ticketKey, path: null });
  for (const { ticket, record } of present) {
    const of = { ticketId: ticket.id, ticketKey: ticket.key, path: null } as const;
    if (ticket.key !== record.ticket_key) next = withDifference(next, { kind: 'moved', ...of });
    // One that has changed meanwhile left its place in the order, or the range.
    else if (ticket.version === record.version) next = withDifference(next, { kind: 'not-in-search', ...of });
    else next = { ...next, tickets: { ...next.tickets, changedSince: next.tickets.changedSince + 1 } };
  }
  return {
    ...next,
    tickets: { ...next.tickets, compared: next.tickets.compared + present.length + gone.length },
  };
}

export function createAddAbsent({ store }: Pick<Kernel, 'store'>, lookFor: LookFor): AddAbsent {
  async function absent(sync: Row, after: string): Promise<readonly string[]> {
    const { rows } = await sql<{ ticket_id: string }>`
      select ticket_id from reading_ticket
      where site = ${sync.site} and ticket_id collate "C" > ${after} collate "C"
        and gone_at is null and updated >= ${sync.from_at}
        and updated < ${sync.to_at ?? sync.started_at} and read_at < ${sync.started_at}
        and not exists (select from reading_row where sync_id = ${sync.id} and row_id = ticket_id)
      order by ticket_id collate "C" limit ${batch}`.execute(store.tables<ReadingTables>());
    return rows.map((row) => row.ticket_id);
  }

  return async (sync, site, signal) => {
    const stored = await store
      .tables<ReadingTables>()
      .selectFrom('reading_sync')
      .select('report')
      .where('id', '=', sync.id)
      .executeTakeFirstOrThrow();
    let report = stored.report ?? emptyReconciliation;
    let ids = await absent(sync, '');
    while (ids.length > 0) {
      signal.throwIfAborted();
      report = withFound(report, await lookFor(site, ids, { signal }));
      ids = await absent(sync, ids.at(-1) ?? '');
    }
    return report;
  };
}

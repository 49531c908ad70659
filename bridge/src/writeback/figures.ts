import { sql } from 'kysely';
import type { Figures } from '../module.ts';
import { inScope, type SiteScope, type Store } from '../store/index.ts';
import type { WritebackTables } from './tables.ts';

const failures = ['conflict', 'rejected', 'unknown'] as const;

/** The outbox's share of the overview. */
export function writebackFigures(store: Store): Figures {
  const counted = (scope: SiteScope) =>
    store
      .tables<WritebackTables>()
      .selectFrom('writeback_action')
      .select(['site', sql<number>`count(*)`.as('count')])
      .where(inScope(scope, sql.ref<string>('site')))
      .groupBy('site');
  return {
    async flows(scope, since) {
      const rows = await counted(scope)
        .where('status', 'in', failures)
        .where('updated_at', '>=', since)
        .execute();
      return rows.map((row) => ({ ...row, name: 'failedWrites' as const }));
    },
    async levels(scope) {
      const rows = await counted(scope).where('status', 'in', ['pending', 'held']).execute();
      return rows.map((row) => ({ ...row, name: 'pendingActions' as const }));
    },
    async timeline(scope, since) {
      const minute = sql<string>`date_trunc('minute', updated_at)`;
      const rows = await counted(scope)
        .select(minute.as('at'))
        .groupBy(minute)
        .where('status', 'in', failures)
        .where('updated_at', '>=', since)
        .execute();
      return rows.map((row) => ({ ...row, name: 'failedWrites' as const }));
    },
  };
}

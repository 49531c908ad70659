import { sql } from 'kysely';
import type { Figures, FlowName, SiteFigure, TimelinePoint } from '../module.ts';
import { inScope, type Store } from '../store/index.ts';
import type { IntakeTables } from './tables.ts';

const columns: readonly (readonly [FlowName, 'received' | 'duplicates' | 'rejected' | 'dead_letters'])[] = [
  ['received', 'received'],
  ['duplicates', 'duplicates'],
  ['rejectedSignatures', 'rejected'],
  ['deadLetters', 'dead_letters'],
];

/** Intake's share of the overview, from its tally. `flush` brings refused webhooks up to date first. */
export function intakeFigures(store: Store, flush: () => Promise<void>): Figures {
  const tables = store.tables<IntakeTables>();
  const site = sql.ref<string>('site');
  return {
    async flows(scope, since) {
      await flush();
      const rows = await tables
        .selectFrom('intake_tally')
        .select(({ fn }) => [
          'site',
          fn.sum<number>('received').as('received'),
          fn.sum<number>('duplicates').as('duplicates'),
          fn.sum<number>('rejected').as('rejected'),
          fn.sum<number>('dead_letters').as('dead_letters'),
        ])
        .where('minute', '>=', sql<string>`date_trunc('minute', ${since}::timestamptz)`)
        .where(inScope(scope, site))
        .groupBy('site')
        .execute();
      return rows.flatMap((row) =>
        columns.map(([name, column]): SiteFigure<FlowName> => ({ site: row.site, name, count: row[column] })),
      );
    },
    async levels(scope) {
      const rows = await tables
        .selectFrom('intake_delivery')
        .select(({ fn }) => ['site', fn.countAll<number>().as('count')])
        .where('status', '=', 'dead')
        .where(inScope(scope, site))
        .groupBy('site')
        .execute();
      return rows.map((row) => ({ ...row, name: 'openDeadLetters' as const }));
    },
    async timeline(scope, since) {
      const rows = await tables
        .selectFrom('intake_tally')
        .select(({ fn }) => ['site', 'minute as at', fn.sum<number>('received').as('count')])
        .where('minute', '>=', since)
        .where(inScope(scope, site))
        .groupBy(['site', 'minute'])
        .execute();
      return rows.map((row): TimelinePoint => ({ ...row, name: 'received' }));
    },
  };
}

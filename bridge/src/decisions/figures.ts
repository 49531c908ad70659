import type { Route } from '@signalbox/triage/schema';
import { sql } from 'kysely';
import type { Figures, FlowName } from '../module.ts';
import { inScope, type Store } from '../store/index.ts';
import type { DecisionLog } from './decision-log.ts';
import type { DecisionTables } from './tables.ts';

const flowOfRoute: Readonly<Record<Route, FlowName>> = {
  apply: 'applied',
  suggest: 'suggested',
  escalate: 'escalated',
  none: 'none',
};

/** A row of a count by route gives two flows: that it was decided, and where it went. */
function flowsOf<Row extends { readonly route: Route; readonly count: number }>(rows: readonly Row[]) {
  return rows.flatMap((row) => [
    { ...row, name: 'decided' as const },
    { ...row, name: flowOfRoute[row.route] },
  ]);
}

/** The decisions' share of the overview. */
export function decisionFigures(store: Store, log: DecisionLog): Figures {
  const counted = (since: string) =>
    store
      .tables<DecisionTables>()
      .selectFrom('decision_receipt')
      .select(['site', 'route', sql<number>`count(*)`.as('count')])
      .where('decided_at', '>=', since)
      .groupBy(['site', 'route']);
  return {
    async flows(scope, since) {
      const rows = await counted(since)
        .where(inScope(scope, sql.ref<string>('site')))
        .execute();
      return flowsOf(rows).map(({ site, name, count }) => ({ site, name, count }));
    },
    levels: async () => [],
    latency: (scope, since) => log.latency(scope, since),
    async timeline(scope, since) {
      const minute = sql<string>`date_trunc('minute', decided_at)`;
      const rows = await counted(since)
        .select(minute.as('at'))
        .groupBy(minute)
        .where(inScope(scope, sql.ref<string>('site')))
        .execute();
      return flowsOf(rows).map(({ site, name, count, at }) => ({ site, name, count, at }));
    },
  };
}

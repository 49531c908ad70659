import type { CertifiedPromise, Policy } from '@signalbox/triage/schema';
import { isShifted, leastMixRows, mixShift } from '@signalbox/triage/statistics';
import { sql } from 'kysely';
import { inScope, oneSite, type Store } from '../../store/index.ts';
import type { DecisionTables } from '../tables.ts';

const recentDecisions = 1_000;

/** How often each label was predicted lately under a policy, by target. */
async function recentLabels(
  store: Store,
  site: string,
  policy: Policy,
): Promise<ReadonlyMap<string, Record<string, number>>> {
  const tables = store.tables<DecisionTables>();
  const recent = tables
    .selectFrom('decision_receipt')
    .select('classification')
    .where(inScope(oneSite(site), sql.ref('site')))
    .where('policy_version', '=', policy.version)
    .where('classification', 'is not', null)
    .where(
      sql<boolean>`(classification ->> 'outOfVocabularyShare')::float8 <= ${policy.outOfVocabularyLimit}`,
    )
    .orderBy('decided_at', 'desc')
    .limit(recentDecisions);
  const { rows } = await sql<{ target: string; label: string; count: number }>`
    select prediction ->> 'target' as target, prediction ->> 'label' as label, count(*)::int as count
    from (${recent}) recent
    cross join lateral jsonb_array_elements(recent.classification -> 'predictions') prediction
    where coalesce((prediction ->> 'typicality')::float8, 1) >= ${policy.leastTypicality ?? 0}
    group by 1, 2`.execute(tables);
  const counts = new Map<string, Record<string, number>>();
  for (const { target, label, count } of rows) counts.set(target, { ...counts.get(target), [label]: count });
  return counts;
}

/** The certificate's targets whose tickets are of other kinds now than when it was made. */
export async function shiftedTargets(
  store: Store,
  site: string,
  policy: Policy,
  certificate: CertifiedPromise,
): Promise<readonly string[]> {
  const labels = await recentLabels(store, site, policy);
  return Object.entries(certificate.targets).flatMap(([target, { classMix, rows }]) => {
    const counts = labels.get(target) ?? {};
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return total >= leastMixRows && isShifted(mixShift(counts, classMix, rows)) ? [target] : [];
  });
}

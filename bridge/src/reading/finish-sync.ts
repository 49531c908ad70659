import { type CompletenessCertificate, SignalboxError } from '@signalbox/sdk';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { certify } from './certify.ts';
import type { Polling } from './poll-job.ts';
import type { Reconciliation } from './report/index.ts';
import type { ReadingTables, SyncKind } from './tables.ts';

type Row = Selectable<ReadingTables['reading_sync']>;

export interface SyncEnd {
  readonly failure: CompletenessCertificate['failure'];
  /** The vendor's count after the last page. */
  readonly count: number | null;
  /** Of a reconciliation that reached its end. */
  readonly report?: Reconciliation;
}

/** Certifies a sync, moves the site's live checkpoint when it reached the end, and tells of one that was not complete. */
export type FinishSync = (sync: Row, end: SyncEnd) => Promise<void>;

const dayMs = 86_400_000;
const unnamed = '?';

/**
 * How far the live reading has got. What the vendor counted and did not hand over may still come, so it is asked for
 * again, for a day; what it names as hidden or unusable comes again when it changes.
 */
function readTo({ unaccounted }: CompletenessCertificate, startedAt: string): string {
  return unaccounted === 0 ? startedAt : new Date(Date.parse(startedAt) - dayMs).toISOString();
}

const names = {
  sync: 'Reading',
  backfill: 'The backfill of',
  refetch: 'Reading newly mapped fields of',
  reconcile: 'The reconciliation of',
} as const;
const goesOn = {
  sync: 'the next sync reads from the last complete one on',
  backfill: 'start the same backfill again to read the rest',
  refetch: 'the next start of the bridge reads the rest',
  reconcile: 'start it again to compare all',
} as const;

interface Complaint {
  readonly code: string;
  readonly message: string;
}

/** What an operator should know of how a reading ended. */
function complaintsOf(
  kind: SyncKind,
  { failure, site, complete }: CompletenessCertificate,
  report: Reconciliation | undefined,
): readonly Complaint[] {
  if (failure) {
    const message = `${names[kind]} ${site} stopped before its end: ${failure.message} What was received is kept; ${goesOn[kind]}.`;
    return [{ code: 'sync-failed', message }];
  }
  const incomplete = {
    code: 'sync-incomplete',
    message: `${names[kind]} ${site} reached its end, but not every ticket that the vendor counts came whole. "signalbox sync ${site}" says what is missing; most often the integration account may not see some tickets or fields.`,
  };
  const different = {
    code: 'reconciliation-differs',
    message: `${site} and what Signalbox has recorded of it differ. "signalbox reconcile ${site}" says where.`,
  };
  return [...(complete ? [] : [incomplete]), ...(report && !report.isEqual ? [different] : [])];
}

/** `repeat` is asked for another reading when one stopped before its end. */
export function createFinishSync(kernel: Kernel, repeat: Polling['repeat']): FinishSync {
  const { store, clock, events } = kernel;

  async function certificateOf(transaction: Transaction<ReadingTables>, sync: Row, end: SyncEnd) {
    const { received } = await transaction
      .selectFrom('reading_row')
      .select(sql<number>`count(*)`.as('received'))
      .where('sync_id', '=', sync.id)
      .where('skipped', 'is', null)
      .executeTakeFirstOrThrow();
    const skipped = await transaction
      .selectFrom('reading_row')
      .select(['row_id', sql<string>`skipped`.as('reason')])
      .where('sync_id', '=', sync.id)
      .where('skipped', 'is not', null)
      .orderBy('row_id')
      .execute();
    const finishedAt = new Date(clock.now()).toISOString();
    return certify({
      site: sync.site,
      from: sync.from_at,
      to: sync.to_at,
      startedAt: sync.started_at ?? finishedAt,
      finishedAt,
      // What a refetch found gone was counted before.
      counts: sync.kind === 'refetch' ? [] : end.failure ? [sync.counted] : [sync.counted, end.count],
      received,
      skipped: skipped.map(({ row_id, reason }) => ({
        id: row_id.startsWith(unnamed) ? null : row_id,
        reason,
      })),
      repeated: sync.repeated,
      checkpoint: sync.checkpoint,
      failure: end.failure,
    });
  }

  async function advance(transaction: Transaction<ReadingTables>, certificate: CompletenessCertificate) {
    const { site, from, startedAt } = certificate;
    await transaction
      .updateTable('reading_site')
      .set({ read_to: readTo(certificate, startedAt) })
      .where('site', '=', site)
      // A gap before `from` would be skipped for ever; a later end is not taken back.
      .where((row) =>
        row.or([
          row('read_to', 'is', null),
          row.and([
            row('read_to', '>=', from ?? startedAt),
            row('read_to', '<', readTo(certificate, startedAt)),
          ]),
        ]),
      )
      .execute();
  }

  return async ({ id }, end) =>
    await store.transaction<ReadingTables, void>(async (transaction, afterCommit) => {
      const sync = await transaction
        .selectFrom('reading_sync')
        .selectAll()
        .where('id', '=', id)
        .where('state', '=', 'running')
        .forUpdate()
        .executeTakeFirst();
      if (!sync) throw new SignalboxError('conflict', 'Another process has finished this sync.');
      const certificate = await certificateOf(transaction, sync, end);
      await transaction
        .updateTable('reading_sync')
        .set({
          state: certificate.complete ? 'complete' : 'failed',
          finished_at: certificate.finishedAt,
          certificate: JSON.stringify(certificate),
          ...(end.report ? { report: JSON.stringify(end.report) } : {}),
        })
        .where('id', '=', id)
        .execute();
      await transaction.deleteFrom('reading_row').where('sync_id', '=', id).execute();
      // Only the live reading moves how far the site counts as read.
      if (sync.kind === 'sync' && end.failure) await repeat(transaction, sync.site);
      else if (sync.kind === 'sync') await advance(transaction, certificate);
      const { site, finishedAt: at } = certificate;
      const complaints = complaintsOf(sync.kind, certificate, end.report);
      afterCommit(() => {
        for (const told of complaints) events.publish({ type: 'problem.noticed', site, at, ...told });
      });
    });
}

import { type CompletenessCertificate, SignalboxError } from '@signalbox/sdk';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { certify } from './certify.ts';
import type { Polling } from './poll-job.ts';
import type { ReadingTables } from './tables.ts';

type Row = Selectable<ReadingTables['reading_sync']>;

export interface SyncEnd {
  readonly failure: CompletenessCertificate['failure'];
  /** The vendor's count after the last page. */
  readonly count: number | null;
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

function complaint({ failure, site }: CompletenessCertificate): { code: string; message: string } {
  return failure
    ? {
        code: 'sync-failed',
        message: `Reading ${site} by search stopped before its end: ${failure.message} What was received is kept; the next sync reads from the last complete one on.`,
      }
    : {
        code: 'sync-incomplete',
        message: `Reading ${site} by search reached its end, but not every ticket that the vendor counts came whole. "signalbox sync ${site}" says what is missing; most often the integration account may not see some tickets or fields.`,
      };
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
      startedAt: sync.started_at ?? finishedAt,
      finishedAt,
      counts: end.failure ? [sync.counted] : [sync.counted, end.count],
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
        })
        .where('id', '=', id)
        .execute();
      await transaction.deleteFrom('reading_row').where('sync_id', '=', id).execute();
      if (end.failure) await repeat(transaction, sync.site);
      else await advance(transaction, certificate);
      if (certificate.complete) return;
      const { site, finishedAt: at } = certificate;
      afterCommit(() => events.publish({ type: 'problem.noticed', site, at, ...complaint(certificate) }));
    });
}

import type { CompletenessCertificate } from '@signalbox/sdk';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { inScope, oneSite, type SiteScope, type Store } from '../store/index.ts';
import type { Reconciliation } from './report/index.ts';
import {
  laneOf,
  type ReadingLane,
  type ReadingTables,
  type SyncKind,
  type SyncOrigin,
  type SyncState,
  syncKinds,
} from './tables.ts';

/** One reading of a site by search, as it stands. Times are ISO 8601. */
export interface Sync {
  readonly id: string;
  readonly site: string;
  readonly kind: SyncKind;
  readonly origin: SyncOrigin;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: SyncState;
  /** What changed at or after `from` and before `to` is what it vouches for; `to` is null until it begins. */
  readonly from: string;
  readonly to: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly countedByVendor: number | null;
  readonly pages: number;
  readonly received: number;
  /** Tickets in a version that nothing had told of before: they were queued for triage. */
  readonly marked: number;
  readonly certificate: CompletenessCertificate | null;
}

type SyncRow = Selectable<ReadingTables['reading_sync']>;

export interface NewSync {
  readonly site: string;
  readonly kind: SyncKind;
  readonly origin: SyncOrigin;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly from: string;
  readonly to: string | null;
}

/** The syncs as rows: what was asked for, how far it got, how it ended. */
export interface SyncLog {
  add(transaction: Transaction<ReadingTables>, sync: NewSync): Promise<string>;
  /** The oldest one of the site and lane that has not ended. */
  next(site: string, lane: ReadingLane): Promise<SyncRow | null>;
  list(scope: SiteScope, site: string, limit: number, before?: string): Promise<readonly Sync[]>;
  find(scope: SiteScope, site: string, id: string): Promise<Sync | null>;
  /** What a reconciliation has found so far; null for what is none, or has not begun. */
  report(scope: SiteScope, site: string, id: string): Promise<Reconciliation | null>;
  /** What has not ended. */
  unfinished(): Promise<readonly { readonly site: string; readonly kind: SyncKind }[]>;
  /** Deletes what ended before `before` (ISO 8601); returns how many. */
  sweep(before: string): Promise<number>;
}

function toSync(row: SyncRow): Sync {
  return {
    id: String(row.id),
    site: row.site,
    kind: row.kind,
    origin: row.origin,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    state: row.state,
    from: row.from_at,
    to: row.to_at ?? row.started_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    countedByVendor: row.certificate?.countedByVendor ?? row.counted,
    pages: row.pages,
    received: row.certificate?.received ?? row.received,
    marked: row.marked,
    certificate: row.certificate,
  };
}

const largestId = 2n ** 63n - 1n;

/** null for what cannot be an id. */
function readId(id: string): string | null {
  return /^\d{1,19}$/.test(id) && BigInt(id) <= largestId ? id : null;
}

const kindsOf = (lane: ReadingLane): readonly SyncKind[] => syncKinds.filter((kind) => laneOf(kind) === lane);

export function createSyncLog(store: Store): SyncLog {
  const tables = (): Kysely<ReadingTables> => store.tables<ReadingTables>();
  const ofSite = (scope: SiteScope, site: string) =>
    tables()
      .selectFrom('reading_sync')
      .selectAll()
      .where(inScope(scope, sql.ref<string>('site')))
      .where('site', '=', site);
  return {
    async add(transaction, { site, kind, origin, requestedBy, requestedAt, from, to }) {
      const row = await transaction
        .insertInto('reading_sync')
        .values({
          site,
          kind,
          origin,
          requested_by: requestedBy,
          requested_at: requestedAt,
          from_at: from,
          to_at: to,
          state: 'running',
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return String(row.id);
    },
    async next(site, lane) {
      const row = await ofSite(oneSite(site), site)
        .where('state', '=', 'running')
        .where('kind', 'in', kindsOf(lane))
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
    async list(scope, site, limit, before) {
      let query = ofSite(scope, site);
      const cursor = before === undefined ? null : readId(before);
      if (cursor !== null) query = query.where(sql<boolean>`id < ${cursor}::bigint`);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toSync);
    },
    async find(scope, site, id) {
      const known = readId(id);
      if (known === null) return null;
      const row = await ofSite(scope, site).where(sql<boolean>`id = ${known}::bigint`).executeTakeFirst();
      return row ? toSync(row) : null;
    },
    async report(scope, site, id) {
      const known = readId(id);
      if (known === null) return null;
      const row = await ofSite(scope, site).where(sql<boolean>`id = ${known}::bigint`).executeTakeFirst();
      return row?.report ?? null;
    },
    async unfinished() {
      return await tables()
        .selectFrom('reading_sync')
        .select(['site', 'kind'])
        .distinct()
        .where('state', '=', 'running')
        .execute();
    },
    async sweep(before) {
      const query = tables().deleteFrom('reading_sync').where('finished_at', '<', before);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}

import type { CompletenessCertificate } from '@signalbox/sdk';
import type { ColumnType, Generated } from 'kysely';

export const syncStates = ['running', 'complete', 'failed'] as const;
export type SyncState = (typeof syncStates)[number];

/** How far the live reading of a site has got. */
interface SiteTable {
  site: string;
  /** Everything that changed before was read; null before the first sync that reached the end. */
  read_to: string | null;
  /** When the schedule last asked for a sync. */
  polled_at: string | null;
}

interface SyncTable {
  id: Generated<number>;
  site: string;
  kind: 'sync';
  origin: 'request' | 'poll';
  requested_by: string;
  requested_at: string;
  from_at: string;
  /** When the reading began: what changed before is what it vouches for. null while it waits. */
  started_at: string | null;
  finished_at: string | null;
  state: SyncState;
  /** Resumes after the last page whose tickets were marked. Opaque; holds no ticket text. */
  checkpoint: string | null;
  /** What the vendor counted before the first page; null when it cannot say. */
  counted: number | null;
  pages: Generated<number>;
  received: Generated<number>;
  repeated: Generated<number>;
  marked: Generated<number>;
  certificate: ColumnType<CompletenessCertificate | null, string | null, string | null>;
}

/** The rows a sync under way has received, so that one that was interrupted knows them. */
interface RowTable {
  sync_id: number;
  row_id: string;
  /** null: a row that was skipped. */
  version: string | null;
  /** Why it could not be used; null: it was received. */
  skipped: string | null;
}

/** Tickets that reading found and no webhook had told of, until silence.ts has judged them. */
interface FindTable {
  site: string;
  ticket_id: string;
  found_at: string;
}

export interface ReadingTables {
  reading_site: SiteTable;
  reading_sync: SyncTable;
  reading_row: RowTable;
  reading_find: FindTable;
}

import type { CompletenessCertificate, WebhookRegistration } from '@signalbox/sdk';
import type { ColumnType, Generated } from 'kysely';
import type { RecordedFields } from './recorded-fields/index.ts';
import type { Reconciliation } from './report/index.ts';

export const syncStates = ['running', 'complete', 'failed'] as const;
export type SyncState = (typeof syncStates)[number];

export const syncOrigins = ['request', 'poll', 'schedule'] as const;
export type SyncOrigin = (typeof syncOrigins)[number];

/**
 * `sync`: what changed since the last one; it alone moves how far the site counts as read. `backfill`: any range beside
 * it. `refetch`: tickets whose record lacks a field that has been mapped since. `reconcile`: compares.
 */
export const syncKinds = ['sync', 'backfill', 'refetch', 'reconcile'] as const;
export type SyncKind = (typeof syncKinds)[number];
/** Readings of one lane follow each other; a long one in the background does not hold up the live one. */
export type ReadingLane = 'live' | 'background';

export const laneOf = (kind: SyncKind): ReadingLane => (kind === 'sync' ? 'live' : 'background');

/** How far the live reading of a site has got. */
interface SiteTable {
  site: string;
  /** Everything that changed before was read; null before the first sync that reached the end. */
  read_to: string | null;
  /** When the schedule last asked for a sync. */
  polled_at: string | null;
  /** Keys the checksums of the site's records. */
  salt: Generated<string>;
}

interface SyncTable {
  id: Generated<number>;
  site: string;
  kind: SyncKind;
  origin: SyncOrigin;
  requested_by: string;
  requested_at: string;
  from_at: string;
  /** Where the range ends; null: where it stands when the reading begins. */
  to_at: string | null;
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
  /** Of a reconciliation. */
  report: ColumnType<Reconciliation | null, string | null, string | null>;
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
  /** False: a change of a ticket that webhooks have told of before. */
  is_new: boolean;
}

/** What is known of a site's webhook. */
interface WebhookTable {
  site: string;
  silent_since: string | null;
  looked_at: string | null;
  registrations: ColumnType<readonly WebhookRegistration[], string, string>;
  ends_at: string | null;
  /** Why the registrations could not be looked at, or kept. */
  problem: string | null;
}

/** A ticket as it was last read, without its text. */
interface TicketTable {
  site: string;
  ticket_id: string;
  ticket_key: string;
  project: string | null;
  version: string;
  /** The vendor's time of change. */
  updated: string;
  is_open: boolean;
  fields: ColumnType<RecordedFields, string, string>;
  read_at: string;
  /** When it was last read, or looked for. */
  checked_at: string;
  /** When it was found to be no longer there. */
  gone_at: string | null;
  /** `deleted`: the vendor said so. `not-found`: deleted, or hidden from the account. */
  gone_why: 'deleted' | 'not-found' | null;
  /** Its key before it was moved. */
  former_key: string | null;
  moved_at: string | null;
}

export interface ReadingTables {
  reading_ticket: TicketTable;
  reading_site: SiteTable;
  reading_sync: SyncTable;
  reading_row: RowTable;
  reading_find: FindTable;
  reading_webhook: WebhookTable;
}

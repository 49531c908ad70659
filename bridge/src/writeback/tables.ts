import type { TicketChange } from '@signalbox/sdk';
import type { Action } from '@signalbox/triage/schema';
import type { ColumnType } from 'kysely';

/** JSON goes in as text and comes out parsed. */
type Json<T> = ColumnType<T, string, string>;

export interface WritebackTables {
  writeback_action: {
    id: string;
    site: string;
    ticket_id: string;
    ticket_key: string;
    receipt_id: string;
    kind: Action['kind'];
    change: Json<TicketChange>;
    status: Action['status'];
    attempts: number;
    uncertain_attempts: number;
    uncertain_since: number | null;
    reason: string | null;
    created_at: string;
    updated_at: string;
  };
}

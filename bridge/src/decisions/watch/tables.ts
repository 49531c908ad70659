import type { FieldPath, FieldValue } from '@signalbox/sdk';
import type { BlindOutcome } from '@signalbox/triage/line';
import type { ReasonCode } from '@signalbox/triage/schema';
import type { ColumnType } from 'kysely';

export interface WatchTables {
  watch_salt: { id: number; salt: string };
  watch_sample: {
    receipt_id: string;
    site: string;
    ticket_id: string;
    field: string;
    target: string;
    certificate_id: string;
    path: FieldPath;
    value: ColumnType<FieldValue, string, string>;
    /** `superseded`: the ticket was decided again before it was settled. null: it is waited for. */
    outcome: BlindOutcome | 'superseded' | null;
    decided_at: string;
    settled_at: string | null;
  };
  watch_demotion: {
    site: string;
    certificate_id: string;
    target: string;
    reason: ReasonCode;
    demoted_at: string;
  };
}

import type { Catalog } from '@signalbox/sdk';
import type {
  Decision,
  DecisionInput,
  Policy,
  ReasonCode,
  Route,
  Suggestion,
} from '@signalbox/triage/schema';
import type { ColumnType } from 'kysely';

/** JSON goes in as text and comes out parsed. */
type Json<T> = ColumnType<T, string, string>;

export interface DecisionTables {
  decision_policy: { site: string; version: string; policy: Json<Policy> };
  decision_catalog: { site: string; version: string; catalog: Json<Catalog> };
  decision_receipt: {
    id: string;
    site: string;
    ticket_id: string;
    ticket_key: string;
    triage_version: string;
    route: Route;
    reason: ReasonCode;
    model_id: string | null;
    policy_version: string;
    catalog_version: string | null;
    masking_version: string;
    masked_text_hash: string;
    facts: Json<DecisionInput['facts']>;
    classification: ColumnType<DecisionInput['classification'], string | null, string | null>;
    obstacle: ReasonCode | null;
    matched_rules: Json<DecisionInput['matchedRules']>;
    standing: ColumnType<DecisionInput['standing'], string | null, string | null>;
    decision: Json<Decision>;
    suggestion: Json<Suggestion>;
    ticket_url: string;
    decided_at: string;
    latency_ms: number;
  };
  decision_text: { receipt_id: string; site: string; masked_text: string; decided_at: string };
}

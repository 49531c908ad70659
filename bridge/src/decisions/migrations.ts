import type { Migration } from '../store/index.ts';

export const decisionMigrations: readonly Migration[] = [
  {
    id: 'decisions-1-receipt',
    sql: `
      create table decision_policy (
        site text not null,
        version text not null,
        policy jsonb not null,
        primary key (site, version)
      );
      create table decision_catalog (
        site text not null,
        version text not null,
        catalog jsonb not null,
        primary key (site, version)
      );
      create table decision_receipt (
        id text primary key,
        site text not null,
        ticket_id text not null,
        ticket_key text not null,
        triage_version text not null,
        route text not null,
        reason text not null,
        model_id text,
        policy_version text not null,
        catalog_version text,
        masking_version text not null,
        masked_text_hash text not null,
        facts jsonb not null,
        classification jsonb,
        obstacle text,
        decision jsonb not null,
        suggestion jsonb not null,
        ticket_url text not null,
        decided_at timestamptz not null,
        latency_ms double precision not null,
        unique (site, ticket_id, triage_version)
      );
      create index decision_receipt_recent on decision_receipt (decided_at desc, id desc);
      create index decision_receipt_ticket on decision_receipt (site, ticket_id, decided_at desc);
      -- Masked text apart from the receipt, so that it can go earlier.
      create table decision_text (
        receipt_id text primary key references decision_receipt (id) on delete cascade,
        site text not null,
        masked_text text not null,
        decided_at timestamptz not null
      );
      create index decision_text_age on decision_text (decided_at);
    `,
  },
  {
    id: 'decisions-2-certificate',
    sql: `
      alter table decision_receipt
        add column matched_rules jsonb not null default '[]',
        add column standing jsonb;
    `,
  },
];

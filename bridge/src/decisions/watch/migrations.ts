import type { Migration } from '../../store/index.ts';

export const watchMigrations: readonly Migration[] = [
  {
    id: 'watch-1-sample',
    sql: `
      create table watch_salt (
        id integer primary key check (id = 1),
        salt text not null
      );
      create table watch_sample (
        receipt_id text not null references decision_receipt (id) on delete cascade,
        site text not null,
        ticket_id text not null,
        field text not null,
        target text not null,
        certificate_id text not null,
        path text not null,
        value jsonb not null,
        outcome text,
        decided_at timestamptz not null,
        settled_at timestamptz,
        primary key (receipt_id, field)
      );
      create index watch_sample_waiting on watch_sample (site, ticket_id) where outcome is null;
      create index watch_sample_counted on watch_sample (site, certificate_id, target, outcome);
      create table watch_demotion (
        site text not null,
        certificate_id text not null,
        target text not null,
        reason text not null,
        demoted_at timestamptz not null,
        primary key (site, certificate_id, target)
      );
    `,
  },
];

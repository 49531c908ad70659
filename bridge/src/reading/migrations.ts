import type { Migration } from '../store/index.ts';

export const readingMigrations: readonly Migration[] = [
  {
    id: 'reading-1-syncs',
    sql: `
      create table reading_site (
        site text primary key,
        read_to timestamptz,
        polled_at timestamptz
      );
      create table reading_sync (
        id bigint generated always as identity primary key,
        site text not null,
        kind text not null,
        origin text not null,
        requested_by text not null,
        requested_at timestamptz not null,
        from_at timestamptz not null,
        started_at timestamptz,
        finished_at timestamptz,
        state text not null check (state in ('running', 'complete', 'failed')),
        checkpoint text,
        counted bigint,
        pages bigint not null default 0,
        received bigint not null default 0,
        repeated bigint not null default 0,
        marked bigint not null default 0,
        certificate jsonb
      );
      create index reading_sync_of_site on reading_sync (site, id desc);
      create index reading_sync_running on reading_sync (site, id) where state = 'running';
      create index reading_sync_by_age on reading_sync (finished_at);
      create table reading_row (
        sync_id bigint not null references reading_sync (id) on delete cascade,
        row_id text not null,
        version text,
        skipped text,
        primary key (sync_id, row_id)
      );
      create table reading_find (
        site text not null,
        ticket_id text not null,
        found_at timestamptz not null,
        primary key (site, ticket_id)
      );`,
  },
  {
    id: 'reading-2-records',
    sql: `
      alter table reading_site add column salt text not null default md5(gen_random_uuid()::text);
      alter table reading_sync add column to_at timestamptz, add column report jsonb;
      create table reading_ticket (
        site text not null,
        ticket_id text not null,
        ticket_key text not null,
        project text,
        version text not null,
        updated timestamptz not null,
        is_open boolean not null,
        fields jsonb not null,
        read_at timestamptz not null,
        checked_at timestamptz not null,
        gone_at timestamptz,
        gone_why text check (gone_why in ('deleted', 'not-found')),
        former_key text,
        moved_at timestamptz,
        primary key (site, ticket_id)
      );
      create index reading_ticket_by_change on reading_ticket (site, updated);
      create index reading_ticket_unseen on reading_ticket (site, checked_at) where is_open and gone_at is null;
      create index reading_ticket_departed on reading_ticket (site, gone_at desc) where gone_at is not null;
      create index reading_ticket_moved on reading_ticket (site, moved_at desc) where moved_at is not null;`,
  },
  {
    id: 'reading-3-webhooks',
    sql: `
      alter table reading_find add column is_new boolean not null default true;
      create table reading_webhook (
        site text primary key,
        silent_since timestamptz,
        looked_at timestamptz,
        registrations jsonb not null default '[]',
        ends_at timestamptz,
        problem text
      );`,
  },
];

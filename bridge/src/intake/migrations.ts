import type { Migration } from '../store/index.ts';

export const intakeMigrations: readonly Migration[] = [
  {
    id: 'intake-1-inbox',
    sql: `
      create table intake_delivery (
        id bigint generated always as identity primary key,
        site text not null,
        delivery_id text,
        body_hash text not null,
        body bytea,
        received_at timestamptz not null,
        status text not null check (status in ('accepted', 'dead', 'dropped')),
        reason text,
        ticket_ids text[] not null
      );
      alter table intake_delivery alter column body set storage external;
      create unique index intake_delivery_by_hash on intake_delivery (site, body_hash);
      create unique index intake_delivery_by_id on intake_delivery (site, delivery_id) where delivery_id is not null;
      create index intake_delivery_by_age on intake_delivery (received_at);
      create index intake_delivery_dead on intake_delivery (id) where status = 'dead';

      create table intake_ticket (
        site text not null,
        ticket_id text not null,
        ticket_key text,
        event_count bigint not null,
        settled_count bigint not null,
        events jsonb not null,
        waiting_since timestamptz,
        primary key (site, ticket_id)
      ) with (fillfactor = 70);
      create index intake_ticket_waiting on intake_ticket (waiting_since) where waiting_since is not null;

      create table intake_tally (
        site text not null,
        minute timestamptz not null,
        writer text not null,
        received bigint not null,
        duplicates bigint not null,
        rejected bigint not null,
        dead_letters bigint not null,
        primary key (minute, site, writer)
      );`,
  },
  {
    id: 'intake-2-known-versions',
    sql: `
      -- The newest version that was told or read, and when a webhook last told of the ticket.
      alter table intake_ticket add column version text;
      alter table intake_ticket add column told_at timestamptz;`,
  },
  {
    id: 'intake-3-lighter-indexes',
    sql: `
      -- Tickets are queued per site, the oldest first.
      drop index intake_ticket_waiting;
      create index intake_ticket_waiting on intake_ticket (site, waiting_since) where waiting_since is not null;
      -- Webhooks come in the order of time: their age needs no entry per row.
      drop index intake_delivery_by_age;
      create index intake_delivery_by_age on intake_delivery using brin (received_at) with (pages_per_range = 32);`,
  },
];

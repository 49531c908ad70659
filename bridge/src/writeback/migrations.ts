import type { Migration } from '../store/index.ts';

export const writebackMigrations: readonly Migration[] = [
  {
    id: 'writeback-1-action',
    sql: `
      create table writeback_action (
        id text primary key,
        site text not null,
        ticket_id text not null,
        ticket_key text not null,
        receipt_id text not null,
        kind text not null,
        change jsonb not null,
        status text not null,
        attempts integer not null,
        uncertain_attempts integer not null,
        uncertain_since bigint,
        reason text,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index writeback_action_open on writeback_action (site, ticket_id, created_at) where status in ('pending', 'held');
      create index writeback_action_receipt on writeback_action (receipt_id);
      create index writeback_action_written on writeback_action (site, updated_at) where status = 'applied';
      create index writeback_action_status on writeback_action (status, updated_at);
    `,
  },
  {
    id: 'writeback-2-written',
    sql: `
      create index writeback_action_of_ticket on writeback_action (site, ticket_id)
        where status in ('applied', 'already-applied');`,
  },
];

import type { Migration } from '../store/index.ts';

export const accessMigrations: readonly Migration[] = [
  {
    id: 'access-1-tokens',
    sql: `
      create table access_token (
        id bigint generated always as identity primary key,
        name text not null unique,
        token_hash text not null unique,
        roles text[] not null,
        sites text[],
        created_at timestamptz not null,
        expires_at timestamptz
      );

      create table access_switch (
        site text primary key,
        is_paused boolean not null,
        changed_by text not null,
        changed_at timestamptz not null,
        reason text not null
      );`,
  },
];

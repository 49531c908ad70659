import type { Migration } from '../store/index.ts';

export const limitsMigrations: readonly Migration[] = [
  {
    id: 'limits-1-shared',
    // What a crash of the database may lose is unlogged: a schedule of the next second, and who is alive.
    sql: `
      create table limits_memory (
        site text primary key,
        memory jsonb not null,
        updated_at timestamptz not null
      );

      -- The columns that rate-limiter-flexible expects.
      create table limits_window (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );

      create unlogged table limits_pace (
        site text primary key,
        next_at timestamptz not null
      );

      create unlogged table limits_process (
        id text primary key,
        seen_at timestamptz not null
      );`,
  },
  {
    id: 'limits-2-kinds',
    sql: `
      drop table limits_pace;
      create unlogged table limits_schedule (
        site text not null,
        -- Empty: all requests together.
        kind text not null,
        next_at timestamptz not null,
        primary key (site, kind)
      );`,
  },
];

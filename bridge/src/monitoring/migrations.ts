import type { Migration } from '../store/index.ts';

export const monitoringMigrations: readonly Migration[] = [
  {
    id: 'monitoring-1-problems',
    sql: `
      create table monitoring_problem (
        id bigint generated always as identity primary key,
        site text not null,
        code text not null,
        message text not null,
        hour timestamptz not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        count bigint not null,
        unique (hour, site, code, message)
      );
      create index monitoring_problem_by_age on monitoring_problem (last_at);`,
  },
];

import type { LimitMemory } from '@signalbox/sdk';
import type { ColumnType } from 'kysely';

export interface LimitsTables {
  /** What the vendor told of a site's limits, and what was learned of them. */
  limits_memory: {
    site: string;
    memory: ColumnType<unknown, string, string>;
    updated_at: string;
  };
  /** When the next start toward a site is free. */
  limits_pace: { site: string; next_at: string };
  /** The processes that are alive. */
  limits_process: { id: string; seen_at: string };
}

export const toColumn = (memory: LimitMemory): string => JSON.stringify(memory);

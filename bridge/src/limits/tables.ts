import type { LimitMemory } from '@signalbox/sdk';
import type { ColumnType } from 'kysely';

export interface LimitsTables {
  /** What the vendor told of a site's limits, and what was learned of them. */
  limits_memory: {
    site: string;
    memory: ColumnType<unknown, string, string>;
    updated_at: string;
  };
  /** Points taken of a window; `expire` in milliseconds since the epoch. */
  limits_window: { key: string; points: number; expire: number | null };
  /** The processes that are alive. */
  limits_process: { id: string; seen_at: string };
}

export const toColumn = (memory: LimitMemory): string => JSON.stringify(memory);

import type { Table } from '../dictionary/index.ts';
import type { Row } from './row.ts';

/** Something that happened to a record, after it happened. */
export interface Effect {
  readonly kind: 'insert' | 'update' | 'delete';
  readonly table: Table;
  /** The record as it is now (for a delete: as it was); it changes later, so listeners keep what they need. */
  readonly row: Readonly<Row>;
  /** Columns whose value changed, the platform's own bookkeeping left out. */
  readonly changed: readonly string[];
  /** What was added to the journal. */
  readonly journals: Readonly<Partial<Record<'work_notes' | 'comments', string>>>;
  /** `user_name` of whoever did it. */
  readonly actor: string;
  readonly at: number;
}

export type EffectListener = (effect: Effect) => void;

import type { Row } from '../instance/index.ts';

/** What a rule that runs before a record is stored may look at, and change (`next`). */
export interface RuleInput {
  /** Undefined on insert. */
  readonly previous: Row | undefined;
  readonly next: Row;
  /** `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  /** sys_id of whoever writes; empty for an account without a user record. */
  readonly actorId: string;
}

import type { FieldPath } from './field-path.ts';
import type { FieldValue } from './field-value.ts';
import type { Person } from './person.ts';

/** One entry of a ticket's change history (Jira changelog, ServiceNow sys_audit). */
export interface FieldHistoryEntry {
  readonly path: FieldPath;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: Person | null;
  readonly from: FieldValue | null;
  readonly to: FieldValue | null;
  /** True when Signalbox's own account or marker made this change. */
  readonly isOwn: boolean;
}

import type { Table } from '../dictionary/index.ts';
import { valueAt } from '../instance/index.ts';
import { incidentRules } from './incident-rules.ts';
import { priorityOf } from './priority.ts';
import type { RuleInput } from './rule.ts';

/** Runs the base system's rules on a record about to be stored. Throws `Refusal`. */
export function beforeRules(table: Table, input: RuleInput): void {
  if (!table.lineage.includes('task')) return;
  const { previous, next } = input;
  if (table.name === 'incident') incidentRules(input);
  if (table.name === 'incident' || table.name === 'problem') {
    const priority = priorityOf(valueAt(next, 'impact'), valueAt(next, 'urgency'));
    if (priority !== undefined) next.priority = priority;
  }
  const group = previous ? valueAt(previous, 'assignment_group') : '';
  if (group !== '' && group !== valueAt(next, 'assignment_group')) {
    next.reassignment_count = String(Number(valueAt(next, 'reassignment_count')) + 1);
  }
}

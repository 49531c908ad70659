import { type Row, valueAt } from '../instance/index.ts';
import { Refusal } from './refusal.ts';
import type { RuleInput } from './rule.ts';

const initial = '1';
const onHold = '3';
const resolved = '6';
const closed = '7';
const canceled = '8';
const finished = new Set([resolved, closed, canceled]);

/** What the base system does to an incident before it is stored. */
export function incidentRules(input: RuleInput): void {
  const { previous, next } = input;
  const before = previous ? valueAt(previous, 'state') : '';
  synchronizeStates(previous, next);
  const state = valueAt(next, 'state');
  if (state === before) return;
  demand(next, state);
  if (finished.has(before) && !finished.has(state)) {
    next.reopen_count = String(Number(valueAt(next, 'reopen_count')) + 1);
    Object.assign(next, { resolved_at: '', resolved_by: '', closed_at: '', closed_by: '', active: 'true' });
  }
  if (state === resolved) Object.assign(next, { resolved_at: input.now, resolved_by: input.actorId });
  if (state === closed || state === canceled) {
    Object.assign(next, { closed_at: input.now, closed_by: input.actorId, active: 'false' });
  }
}

/** `incident_state` is kept for old integrations and always says the same as `state`. */
function synchronizeStates(previous: Row | undefined, next: Row): void {
  const from = previous ?? { state: initial, incident_state: initial };
  const isOldOneSet = valueAt(next, 'incident_state') !== valueAt(from, 'incident_state');
  const isNewOneSet = valueAt(next, 'state') !== valueAt(from, 'state');
  const state = isOldOneSet && !isNewOneSet ? valueAt(next, 'incident_state') : valueAt(next, 'state');
  Object.assign(next, { state, incident_state: state });
}

function demand(next: Row, state: string): void {
  const missing = (labels: Readonly<Record<string, string>>): string[] =>
    Object.entries(labels).flatMap(([element, label]) => (valueAt(next, element) === '' ? [label] : []));
  const absent =
    state === onHold
      ? missing({ hold_reason: 'On hold reason' })
      : state === resolved || state === closed
        ? missing({ close_code: 'Resolution code', close_notes: 'Resolution notes' })
        : [];
  if (absent.length > 0) {
    throw new Refusal(`Data Policy Exception: The following fields are mandatory: ${absent.join(', ')}`);
  }
}

import { panelStrings } from '@signalbox/panel';
import type { Route } from '@signalbox/triage/schema';
import { strings } from '../strings.ts';

const written: ReadonlySet<string> = new Set(['applied', 'already-applied']);
const open: ReadonlySet<string> = new Set(['pending', 'held']);

/** Where a ticket went, in a word. What was decided but is not (yet) written must not read as if it were. */
export function ticketWord(
  route: Route,
  actions: readonly { readonly kind: string; readonly status: string }[],
): string {
  const writes = actions.filter(({ kind }) => kind === 'apply');
  if (route !== 'apply' || writes.length === 0) return panelStrings.routes[route];
  if (writes.some(({ status }) => open.has(status))) return strings.decisions.toApply;
  return writes.some(({ status }) => written.has(status))
    ? panelStrings.routes.apply
    : strings.decisions.notApplied;
}

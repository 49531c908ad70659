import { type AspectProps, panelStrings } from '@signalbox/panel';
import type { Route } from '@signalbox/triage/schema';
import { strings } from '../strings.ts';

const written: ReadonlySet<string> = new Set(['applied', 'already-applied']);
const open: ReadonlySet<string> = new Set(['pending', 'held']);

/** Where a ticket went, as a signal. What was decided but is not (yet) written must not read as if it were. */
export function ticketAspect(
  route: Route,
  actions: readonly { readonly kind: string; readonly status: string }[],
): Required<AspectProps> {
  const writes = actions.filter(({ kind }) => kind === 'apply');
  const asDecided = { route, word: panelStrings.routes[route] };
  if (route !== 'apply' || writes.length === 0) return asDecided;
  if (writes.some(({ status }) => open.has(status))) return { route, word: strings.decisions.toApply };
  if (writes.some(({ status }) => written.has(status))) return asDecided;
  return { route: 'none', word: strings.decisions.notApplied };
}

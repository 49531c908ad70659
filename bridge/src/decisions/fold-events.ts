import type { FieldPath, TicketEvent } from '@signalbox/sdk';
import type { Trigger } from '@signalbox/triage/line';

/** The news since the last look, as one trigger. Our own writes say nothing about what to look at. */
export function foldEvents(events: readonly TicketEvent[]): Trigger {
  const foreign = events.filter((event) => !event.data.isOwn);
  const isUnclear = foreign.some((event) => event.data.changed === null);
  const changed = new Set<FieldPath>(foreign.flatMap((event) => event.data.changed ?? []));
  return {
    types: [...new Set(foreign.map((event) => event.type))],
    changed: isUnclear ? null : [...changed],
    isOwnOnly: events.length > 0 && foreign.length === 0,
  };
}

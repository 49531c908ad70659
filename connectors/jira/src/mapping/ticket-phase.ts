import type { TicketPhase } from '@signalbox/sdk';

/** What a status's name adds to its category; Jira itself knows three categories only. */
const words: readonly (readonly [string, RegExp, TicketPhase])[] = [
  ['done', /cancel|declin|reject|withdrawn|won.?t/i, 'cancelled'],
  ['done', /closed/i, 'closed'],
  ['new', /on.?hold|blocked|pending|waiting for (?!support)/i, 'on-hold'],
  ['indeterminate', /on.?hold|blocked|pending|waiting for (?!support)/i, 'on-hold'],
];

const categories: ReadonlyMap<string, TicketPhase> = new Map(
  Object.entries<TicketPhase>({
    new: 'new',
    indeterminate: 'in-progress',
    done: 'resolved',
  }),
);

/** The phase of a status, by its category's key (`new`, `indeterminate`, `done`) and its name. */
export function ticketPhaseOf(category: string | undefined, status: string): TicketPhase {
  const known = category ?? '';
  return (
    words.find(([of, pattern]) => of === known && pattern.test(status))?.[2] ?? categories.get(known) ?? 'new'
  );
}

import type { TicketType } from '@signalbox/sdk';

/**
 * ITIL's practice by the words of an issue type's name, first match first. Jira Service Management names its own types
 * `[System] Incident`, `[System] Service request`, …; software projects have bugs and tasks.
 */
const words: readonly (readonly [RegExp, TicketType])[] = [
  [/post-incident/i, 'problem'],
  [/incident|bug|outage|fault|defect|störung|incidencia/i, 'incident'],
  [/problem/i, 'problem'],
  [/change|änderung|cambio/i, 'change'],
];

/** The canonical type of an issue type; what is neither incident, problem nor change is a request. */
export function ticketTypeOf(issueType: string): TicketType {
  return words.find(([pattern]) => pattern.test(issueType))?.[1] ?? 'request';
}

import type { Ticket } from '@signalbox/sdk';
import { issueUrl } from '../configuration/index.ts';
import { type FieldDirectory, fieldDirectory, ticketFromIssue } from '../mapping/index.ts';
import type { Editmeta, JiraContext, JiraIssue, RecentChanges } from '../rest/index.ts';

/** What an answer held beside the ticket that was made from it. */
export interface TicketReading {
  readonly directory: FieldDirectory;
  /** Undefined where Jira did not give it. */
  readonly changelog: RecentChanges | undefined;
  readonly editmeta: Editmeta | undefined;
}

/** By the ticket itself: whoever reads it anew gets another one, and nothing outlives the look at a ticket. */
const readings = new WeakMap<Ticket, TicketReading>();

export const readingFrom = (issue: JiraIssue): TicketReading => ({
  directory: fieldDirectory(issue.names, issue.schema),
  changelog: issue.changelog,
  editmeta: issue.editmeta,
});

/** The ticket of an issue that was read with its changelog and editmeta; {@link readingOf} knows them by it. */
export function ticketWithReading(context: JiraContext, issue: JiraIssue): Ticket {
  const ticket = ticketFromIssue(context.site, issue, issueUrl(context.configuration, issue.key));
  readings.set(ticket, readingFrom(issue));
  return ticket;
}

/** What came with this ticket; undefined for one that was found by a search, stored or copied. */
export const readingOf = (ticket: Ticket): TicketReading | undefined => readings.get(ticket);

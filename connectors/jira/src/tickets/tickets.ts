import type { TicketBatch, TicketsCapability } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import { fieldHistory } from '../mapping/index.ts';
import {
  countIssues,
  fetchIssues,
  mostFetchedAtOnce,
  ownAccountId,
  readChangelog,
  readIssue,
  wholeChangelog,
} from '../rest/index.ts';
import { jqlOf, projectsOf } from './jql.ts';
import { readRows } from './read-rows.ts';
import { searchTickets } from './search-tickets.ts';
import { readingFrom, readingOf, ticketWithReading } from './ticket-reading.ts';

const timeOf = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text));

/** Reading Jira's issues as tickets. */
export const tickets: TicketsCapability<JiraConfiguration> = {
  async read(context, ticketId, options) {
    return ticketWithReading(context, await readIssue(context, ticketId, ['changelog', 'editmeta'], options));
  },

  async readMany(context, ticketIds, options) {
    const batches: TicketBatch[] = [];
    for (let start = 0; start < ticketIds.length; start += mostFetchedAtOnce) {
      const ids = ticketIds.slice(start, start + mostFetchedAtOnce);
      batches.push(readRows(context, await fetchIssues(context, ids, options)));
    }
    return {
      tickets: batches.flatMap(({ tickets }) => tickets),
      skipped: batches.flatMap(({ skipped }) => skipped),
    };
  },

  search: searchTickets,

  /** Jira's own estimate. Null with `types`: Jira counts by issue type's name, which only a reading translates. */
  async count(context, query, options) {
    if (query.types) return null;
    const projects = projectsOf(query, context.configuration.projects);
    if (query.projects && projects.length === 0) return 0;
    const jql = jqlOf({ from: timeOf(query.updatedFrom), to: timeOf(query.updatedTo), projects });
    return countIssues(context, jql, options);
  },

  async history(context, ticket, options) {
    const { directory, changelog: recent } =
      readingOf(ticket) ?? readingFrom(await readIssue(context, ticket.id, ['changelog'], options));
    const changelog = wholeChangelog(recent) ?? (await readChangelog(context, ticket.id, options));
    if (changelog.length === 0) return [];
    return fieldHistory(changelog, directory, await ownAccountId(context, options));
  },
};

import type { TicketsCapability } from '@signalbox/sdk';
import { issueUrl, type JiraConfiguration } from '../configuration/index.ts';
import { fieldDirectory, fieldHistory, ticketFromIssue } from '../mapping/index.ts';
import { countIssues, ownAccountId, readChangelog, readIssue } from '../rest/index.ts';
import { jqlOf, projectsOf } from './jql.ts';
import { searchTickets } from './search-tickets.ts';

const timeOf = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text));

/** Reading Jira's issues as tickets. */
export const tickets: TicketsCapability<JiraConfiguration> = {
  async read(context, ticketId, options) {
    const issue = await readIssue(context, ticketId, options);
    return ticketFromIssue(context.site, issue, issueUrl(context.configuration, issue.key));
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

  async history(context, ticketId, options) {
    // The changelog names custom fields by their display names; the issue tells which of them are ambiguous.
    const [issue, changelog, ownAccount] = await Promise.all([
      readIssue(context, ticketId, options),
      readChangelog(context, ticketId, options),
      ownAccountId(context, options),
    ]);
    return fieldHistory(changelog, fieldDirectory(issue.names, issue.schema), ownAccount);
  },
};

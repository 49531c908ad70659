import type { TicketsCapability } from '@signalbox/sdk';
import { issueUrl, type JiraConfiguration } from '../configuration/index.ts';
import { fieldDirectory, fieldHistory, ticketFromIssue } from '../mapping/index.ts';
import { countIssues, ownAccountId, readChangelog, readIssue } from '../rest/index.ts';
import { jqlOf, projectsOf } from './jql.ts';
import { searchTickets } from './search-tickets.ts';

const noFields = { names: {}, schema: {} };

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
    const changelog = await readChangelog(context, ticketId, options);
    if (changelog.length === 0) return [];
    const ownAccount = await ownAccountId(context, options);
    // The changelog names custom fields by their display names; only the issue tells which of them are ambiguous.
    const namesCustom = changelog.some(({ items }) =>
      items.some(({ fieldId }) => fieldId?.startsWith('customfield_')),
    );
    const { names, schema } = namesCustom ? await readIssue(context, ticketId, options) : noFields;
    return fieldHistory(changelog, fieldDirectory(names, schema), ownAccount);
  },
};

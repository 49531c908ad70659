import type { CallOptions, Ticket, TicketChange } from '@signalbox/sdk';
import { issueUrl } from '../configuration/index.ts';
import { type FieldDirectory, fieldDirectory, ticketFromIssue } from '../mapping/index.ts';
import { type Editmeta, type JiraContext, type JiraIssue, readEditableIssue } from '../rest/index.ts';
import { type MarkerEntry, markerEntries } from './marker.ts';

/** An issue as it is before a write: what it holds, what its edit screen allows, what we marked. */
export interface IssueState {
  readonly ticket: Ticket;
  readonly directory: FieldDirectory;
  readonly editmeta: Editmeta;
  readonly marks: readonly MarkerEntry[];
  /** `service_desk`, `software`, …; null when Jira does not say. */
  readonly projectType: string | null;
}

export function issueState(context: JiraContext, issue: JiraIssue, editmeta: Editmeta): IssueState {
  const onScreen = Object.entries(editmeta.fields);
  const names = { ...Object.fromEntries(onScreen.map(([id, field]) => [id, field.name])), ...issue.names };
  const schemas = {
    ...Object.fromEntries(onScreen.map(([id, field]) => [id, field.schema])),
    ...issue.schema,
  };
  return {
    ticket: ticketFromIssue(context.site, issue, issueUrl(context.configuration, issue.key)),
    directory: fieldDirectory(names, schemas),
    editmeta,
    marks: markerEntries(issue.properties),
    projectType: issue.fields.project?.projectTypeKey ?? null,
  };
}

export async function readIssueState(
  context: JiraContext,
  { ticketId }: TicketChange,
  options?: CallOptions,
): Promise<IssueState> {
  const { issue, editmeta } = await readEditableIssue(context, ticketId, options);
  return issueState(context, issue, editmeta);
}

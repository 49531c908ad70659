/** What triage needs to hear of, and that a ticket is gone. Comments need no webhook. */
export const neededEvents = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted'] as const;

import type { SkippedRow, Ticket, TicketBatch } from '@signalbox/sdk';
import { z } from 'zod';
import { issueUrl } from '../configuration/index.ts';
import { fieldDirectory, ticketFromIssue } from '../mapping/index.ts';
import { type IssueRows, issueSchema, type JiraContext } from '../rest/index.ts';

const idOf = (row: unknown): string | null =>
  z.looseObject({ id: z.string() }).safeParse(row).data?.id ?? null;

/** Reads the rows of an answer one by one: a row that cannot be read costs that row, and is named. */
export function readRows(context: JiraContext, page: IssueRows): TicketBatch {
  const tickets: Ticket[] = [];
  const skipped: SkippedRow[] = [];
  const shared = fieldDirectory(page.names, page.schema);
  for (const row of page.issues) {
    const parsed = issueSchema.safeParse(row);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 3);
      skipped.push({ id: idOf(row), reason: `unreadable: ${where.join(', ')}` });
      continue;
    }
    const { names, schema } = parsed.data;
    // A bulk fetch names the fields with each issue, a search once for all.
    const isShared = Object.keys(names).length === 0 && Object.keys(schema).length === 0;
    const issue = isShared
      ? { ...parsed.data, names: page.names, schema: page.schema }
      : { ...parsed.data, names: { ...page.names, ...names }, schema: { ...page.schema, ...schema } };
    const url = issueUrl(context.configuration, issue.key);
    try {
      tickets.push(ticketFromIssue(context.site, issue, url, isShared ? shared : undefined));
    } catch {
      skipped.push({ id: issue.id, reason: 'unreadable: a time or a value of an unknown shape' });
    }
  }
  return { tickets, skipped };
}

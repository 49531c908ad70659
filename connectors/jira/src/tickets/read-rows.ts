import type { SkippedRow, Ticket, TicketBatch } from '@signalbox/sdk';
import { z } from 'zod';
import { issueUrl } from '../configuration/index.ts';
import { ticketFromIssue } from '../mapping/index.ts';
import { type IssueRows, issueSchema, type JiraContext } from '../rest/index.ts';

const idOf = (row: unknown): string | null =>
  z.looseObject({ id: z.string() }).safeParse(row).data?.id ?? null;

/** Reads the rows of an answer one by one: a row that cannot be read costs that row, and is named. */
export function readRows(context: JiraContext, page: IssueRows): TicketBatch {
  const tickets: Ticket[] = [];
  const skipped: SkippedRow[] = [];
  for (const row of page.issues) {
    const parsed = issueSchema.safeParse(row);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 3);
      skipped.push({ id: idOf(row), reason: `unreadable: ${where.join(', ')}` });
      continue;
    }
    const issue = {
      ...parsed.data,
      names: { ...page.names, ...parsed.data.names },
      schema: { ...page.schema, ...parsed.data.schema },
    };
    try {
      tickets.push(ticketFromIssue(context.site, issue, issueUrl(context.configuration, issue.key)));
    } catch {
      skipped.push({ id: issue.id, reason: 'unreadable: a time or a value of an unknown shape' });
    }
  }
  return { tickets, skipped };
}

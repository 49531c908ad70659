import {
  type CallOptions,
  type Page,
  SignalboxError,
  type SkippedRow,
  type Ticket,
  type TicketQuery,
} from '@signalbox/sdk';
import { type JiraContext, type SearchPage, searchIssues } from '../rest/index.ts';
import { advanced, readCursor, resumeFrom, type Sighting, wasSeen, writeCursor } from './cursor.ts';
import { jqlOf, projectsOf } from './jql.ts';
import { readRows } from './read-rows.ts';

const defaultPageSize = 100;

/** The token of the next page, or null after the last one. Jira proves the end; a short page proves nothing. */
function nextToken(context: JiraContext, page: SearchPage, token: string | null): string | null {
  const next = page.nextPageToken ?? null;
  const isEnd = page.isLast ?? next === null;
  if (isEnd) return null;
  if (next !== null && next !== token) return next;
  throw new SignalboxError('vendor-contract', 'Jira says that more pages follow, and gives no way to them.', {
    site: context.site,
  });
}

/**
 * Tickets in the order of their change. Every page's checkpoint resumes after it, in this process or another: by the
 * newest change seen and not by Jira's page token, which expires. Within a reading, too, the next page starts at the
 * newest change of the last one: a ticket that changes meanwhile leaves its place, and pages that count places would
 * then pass over others. The token serves where a whole page changed in one millisecond.
 */
export async function* searchTickets(
  context: JiraContext,
  query: TicketQuery,
  options: CallOptions = {},
): AsyncIterable<Page<Ticket>> {
  let cursor = readCursor(query.checkpoint);
  const projects = projectsOf(query, context.configuration.projects);
  if (query.projects && projects.length === 0) {
    yield { items: [], skipped: [], checkpoint: writeCursor(cursor), isLast: true };
    return;
  }
  const to = query.updatedTo === undefined ? null : Date.parse(query.updatedTo);
  const isWanted = (ticket: Ticket): boolean => query.types?.includes(ticket.type) ?? true;
  let from = resumeFrom(cursor, query.updatedFrom === undefined ? null : Date.parse(query.updatedFrom));
  let token: string | null = null;
  let carried: readonly SkippedRow[] = [];
  for (;;) {
    options.signal?.throwIfAborted();
    const page: SearchPage = await searchIssues(
      context,
      {
        jql: jqlOf({ from, to, projects }),
        maxResults: query.pageSize ?? defaultPageSize,
        nextPageToken: token,
      },
      options,
    );
    const { tickets, skipped } = readRows(context, page);
    const sightings = tickets.map((ticket): Sighting & { readonly ticket: Ticket } => ({
      id: ticket.id,
      updated: Date.parse(ticket.updated),
      ticket,
    }));
    const before = cursor;
    const items = sightings
      .filter((sighting) => !wasSeen(before, sighting) && isWanted(sighting.ticket))
      .map(({ ticket }) => ticket);
    cursor = advanced(cursor, sightings);
    token = nextToken(context, page, token);
    const isLast = token === null;
    const reached = Math.max(from ?? 0, ...sightings.map(({ updated }) => updated));
    if (reached > (from ?? 0)) {
      from = reached;
      token = null;
    }
    carried = [...carried, ...skipped];
    // A page that brings nothing new may not get on either; what it skipped goes with the next one.
    if (items.length === 0 && !isLast) continue;
    yield { items, skipped: carried, checkpoint: writeCursor(cursor), isLast };
    if (isLast) return;
    carried = [];
  }
}

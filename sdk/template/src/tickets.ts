import {
  type FieldHistoryEntry,
  readByChangeTime,
  type SkippedRow,
  type Ticket,
  type TicketsCapability,
} from '@signalbox/sdk';
import {
  type AcmeContext,
  call,
  countSchema,
  historySchema,
  listSchema,
  rowSchema,
  ticketPath,
} from './acme-api.ts';
import type { AcmeConfiguration } from './configuration.ts';
import { choiceOf, pathOf, personOf, ticketOf } from './mapping.ts';

/** Reading Acme's tickets. */
export const tickets: TicketsCapability<AcmeConfiguration> = {
  async read(context, ticketId, options) {
    const request = { method: 'GET', path: ticketPath(ticketId) } as const;
    return ticketOf(context, await call(context, rowSchema, request, options));
  },

  search(context, query, options) {
    return readByChangeTime({
      connector: 'acme',
      query,
      signal: options?.signal,
      async fetch(from, page) {
        const limit = query.pageSize ?? 100;
        const filter = { changed_from: from ?? undefined, changed_to: query.updatedTo };
        const list = await call(
          context,
          listSchema,
          { method: 'GET', path: '/api/tickets', query: { ...filter, sort: 'changed_at,id', limit, page } },
          options,
        );
        return { ...readRows(context, list.tickets), hasMore: list.has_more };
      },
    });
  },

  async count(context, { updatedFrom, updatedTo }, options) {
    const query = { changed_from: updatedFrom, changed_to: updatedTo };
    const request = { method: 'GET', path: '/api/tickets/count', query } as const;
    return (await call(context, countSchema, request, options)).total;
  },

  async history(context, ticket, options): Promise<readonly FieldHistoryEntry[]> {
    const request = { method: 'GET', path: `${ticketPath(ticket.id)}/history` } as const;
    const { entries } = await call(context, historySchema, request, options);
    const own = context.configuration.user;
    return entries.flatMap(({ at, user, field, from, to }): FieldHistoryEntry[] => {
      const path = pathOf(field);
      if (!path) return [];
      const actor = personOf(user, own);
      return [
        {
          path,
          at: new Date(at).toISOString(),
          actor,
          from: choiceOf(from),
          to: choiceOf(to),
          isOwn: user === own,
        },
      ];
    });
  },
};

/** Row by row: one that cannot be read costs that row, and is named. */
function readRows(context: AcmeContext, rows: readonly unknown[]) {
  const read: Ticket[] = [];
  const skipped: SkippedRow[] = [];
  for (const row of rows) {
    const parsed = rowSchema.safeParse(row);
    if (parsed.success) read.push(ticketOf(context, parsed.data));
    else
      skipped.push({
        id: rowSchema.pick({ id: true }).safeParse(row).data?.id ?? null,
        reason: 'unreadable',
      });
  }
  return { tickets: read, skipped };
}

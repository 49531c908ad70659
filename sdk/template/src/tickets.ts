import {
  ask,
  type FieldHistoryEntry,
  parseRows,
  personOf,
  readByChangeTime,
  type TicketsCapability,
} from '@signalbox/sdk';
import { countSchema, historySchema, listSchema, rowSchema, ticketPath } from './acme-api.ts';
import type { AcmeConfiguration } from './configuration.ts';
import { choiceOf, pathOf, ticketOf } from './mapping.ts';

/** Reading Acme's tickets. */
export const tickets: TicketsCapability<AcmeConfiguration> = {
  async read(context, ticketId, options) {
    const { body } = await ask(context, rowSchema, { path: ticketPath(ticketId) }, options);
    return ticketOf(context, body);
  },

  search(context, query, options) {
    return readByChangeTime({
      connector: 'acme',
      query,
      signal: options?.signal,
      async fetch(from, page) {
        const window = { changed_from: from ?? undefined, changed_to: query.updatedTo };
        const list = { ...window, sort: 'changed_at,id', limit: query.pageSize ?? 100, page };
        const { body } = await ask(context, listSchema, { path: '/api/tickets', query: list }, options);
        const { rows, skipped } = parseRows(rowSchema, body.tickets, 'id');
        return { tickets: rows.map((row) => ticketOf(context, row)), skipped, hasMore: body.has_more };
      },
    });
  },

  async count(context, { updatedFrom, updatedTo }, options) {
    const query = { changed_from: updatedFrom, changed_to: updatedTo };
    const { body } = await ask(context, countSchema, { path: '/api/tickets/count', query }, options);
    return body.total;
  },

  async history(context, ticket, options) {
    const path = `${ticketPath(ticket.id)}/history`;
    const { body } = await ask(context, historySchema, { path }, options);
    return body.entries.flatMap(({ at, user, field, from, to }): FieldHistoryEntry[] => {
      const changed = pathOf(field);
      if (!changed) return [];
      const isOwn = user === context.configuration.user;
      const actor = personOf(user, isOwn);
      return [{ path: changed, at, actor, from: choiceOf(from), to: choiceOf(to), isOwn }];
    });
  },
};

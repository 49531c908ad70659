import { SignalboxError } from '@signalbox/sdk';
import { sql } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { inScope, type SiteScope } from '../store/index.ts';
import { groupByTicket, markTickets } from './mark-tickets.ts';
import { deadReason, rereadWebhook } from './receive.ts';
import type { IntakeTables } from './tables.ts';

/** A webhook that was signed but not understood. Without its text. */
export interface DeadLetter {
  readonly id: string;
  readonly site: string;
  readonly receivedAt: string;
  readonly reason: string;
  readonly bytes: number;
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetter[];
  /** Pass as `before` for older ones; null on the last page. */
  readonly next: string | null;
}

export interface DeadLetters {
  list(scope: SiteScope, limit: number, before?: string): Promise<DeadLetterPage>;
  /** The body as it came. Throws `not-found`. */
  body(scope: SiteScope, id: string): Promise<Uint8Array>;
  /** Reads it again with today's connector. Throws `not-found`, or `rejected` when it is still not understood. */
  replay(scope: SiteScope, id: string): Promise<{ readonly tickets: number }>;
  /** Deletes its text for good. Throws `not-found`. */
  drop(scope: SiteScope, id: string): Promise<void>;
}

function notFound(id: string): SignalboxError {
  return new SignalboxError('not-found', `There is no dead letter ${id}.`);
}

export function createDeadLetters({ store, jobs, sites, clock, events }: Kernel): DeadLetters {
  const tables = store.tables<IntakeTables>();
  const site = sql.ref<string>('site');
  const dead = (scope: SiteScope) =>
    tables.selectFrom('intake_delivery').where('status', '=', 'dead').where(inScope(scope, site));

  return {
    async list(scope, limit, before) {
      const rows = await dead(scope)
        .select([
          'id',
          'site',
          'received_at',
          'reason',
          sql<number>`coalesce(octet_length(body), 0)`.as('bytes'),
        ])
        .$if(before !== undefined, (query) => query.where('id', '<', Number(before)))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit).map((row) => ({
        id: String(row.id),
        site: row.site,
        receivedAt: row.received_at,
        reason: row.reason ?? '',
        bytes: row.bytes,
      }));
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async body(scope, id) {
      const row = await dead(scope).select('body').where('id', '=', Number(id)).executeTakeFirst();
      if (!row?.body) throw notFound(id);
      return row.body;
    },
    async replay(scope, id) {
      return await store.transaction<IntakeTables, { tickets: number }>(async (transaction, afterCommit) => {
        const row = await transaction
          .selectFrom('intake_delivery')
          .select(['id', 'site', 'delivery_id', 'body', 'received_at'])
          .where('id', '=', Number(id))
          .where('status', '=', 'dead')
          .where(inScope(scope, site))
          .forUpdate()
          .executeTakeFirst();
        const owner = row && sites.get(row.site);
        if (!row?.body || owner === undefined) throw notFound(id);
        let told: ReturnType<typeof rereadWebhook>;
        try {
          told = rereadWebhook(owner, row.body, row.delivery_id);
        } catch (error) {
          const why = deadReason(error);
          throw new SignalboxError('rejected', `It is still not understood: ${why}`, { site: row.site });
        }
        const news = groupByTicket(
          told.map((event) => ({ site: row.site, waiting: { receivedAt: row.received_at, event } })),
        );
        await transaction
          .updateTable('intake_delivery')
          .set({ status: 'accepted', reason: null, ticket_ids: news.map((ticket) => ticket.ticketId) })
          .where('id', '=', row.id)
          .execute();
        await markTickets(transaction, jobs, news);
        afterCommit(() => {
          const at = new Date(clock.now()).toISOString();
          for (const { subject, type, data } of told) {
            const ticket = { ticketId: subject, ticketKey: data.key, eventType: type };
            events.publish({ type: 'ticket.received', site: row.site, at, ...ticket });
          }
        });
        return { tickets: news.length };
      });
    },
    async drop(scope, id) {
      const { numUpdatedRows } = await tables
        .updateTable('intake_delivery')
        .set({ status: 'dropped', body: null })
        .where('id', '=', Number(id))
        .where('status', '=', 'dead')
        .where(inScope(scope, site))
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw notFound(id);
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DomainEvent, EventBus } from '../events/index.ts';
import type { JobQueue } from '../jobs/index.ts';
import type { Store } from '../store/index.ts';
import type { Delivery, Reception } from './delivery.ts';
import { groupByTicket, markTickets } from './mark-tickets.ts';
import type { IntakeTables } from './tables.ts';
import { addTally, type TallyCounts } from './tally.ts';

export interface StoreDeliveriesOptions {
  readonly store: Store;
  readonly jobs: JobQueue;
  readonly events: EventBus;
}

/** Names this process in the tally. */
export function writerName(): string {
  return randomUUID().slice(0, 8);
}

/**
 * Stores many webhooks in one transaction: their rows, the tickets they make dirty, one job per ticket, the counts.
 * What was stored before (by delivery id or content) is left alone.
 */
export function createDeliveryWriter({ store, jobs, events }: StoreDeliveriesOptions, writer: string) {
  return async (deliveries: readonly Delivery[]): Promise<readonly Reception[]> =>
    await store.transaction<IntakeTables, readonly Reception[]>(async (transaction, afterCommit) => {
      const receptions = await insertDeliveries(transaction, deliveries);
      const fresh = deliveries.filter((_, index) => receptions[index]?.status === 'accepted');
      const waiting = fresh.flatMap(({ site, receivedAt, events: told }) =>
        told.map((event) => ({ site, waiting: { receivedAt: new Date(receivedAt).toISOString(), event } })),
      );
      await markTickets(transaction, jobs, groupByTicket(waiting));
      await addTally(transaction, writer, countDeliveries(deliveries, receptions));
      afterCommit(() => {
        deliveries.forEach((delivery, index) => {
          const reception = receptions[index];
          if (reception) for (const event of domainEvents(delivery, reception)) events.publish(event);
        });
      });
      return receptions;
    });
}

async function insertDeliveries(
  transaction: Kysely<IntakeTables>,
  deliveries: readonly Delivery[],
): Promise<Reception[]> {
  // By hash: two replicas that store the same webhooks never wait for each other in a circle.
  const order = deliveries
    .map((delivery, index) => ({ delivery, index }))
    .sort((left, right) => (left.delivery.bodyHash < right.delivery.bodyHash ? -1 : 1));
  const rows = order.map(({ delivery }) => ({
    site: delivery.site,
    delivery_id: delivery.deliveryId,
    body_hash: delivery.bodyHash,
    body: Buffer.from(delivery.body.buffer, delivery.body.byteOffset, delivery.body.byteLength),
    received_at: new Date(delivery.receivedAt).toISOString(),
    status: delivery.deadReason === null ? ('accepted' as const) : ('dead' as const),
    reason: delivery.deadReason,
    ticket_ids: [...new Set(delivery.events.map((event) => event.subject))],
  }));
  const inserted = await transaction
    .insertInto('intake_delivery')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'site', 'body_hash'])
    .execute();
  const ids = new Map(inserted.map((row) => [`${row.site} ${row.body_hash}`, row.id]));
  const receptions: Reception[] = [];
  for (const { delivery, index } of order) {
    const key = `${delivery.site} ${delivery.bodyHash}`;
    const id = ids.get(key);
    // The second of two equal webhooks in one transaction is a duplicate as well.
    ids.delete(key);
    receptions[index] =
      id === undefined
        ? { status: 'duplicate' }
        : { status: delivery.deadReason === null ? 'accepted' : 'dead-letter', id: String(id) };
  }
  return receptions;
}

function countDeliveries(
  deliveries: readonly Delivery[],
  receptions: readonly Reception[],
): readonly TallyCounts[] {
  return deliveries.map(({ site, receivedAt }, index) => {
    const status = receptions[index]?.status;
    return {
      site,
      at: receivedAt,
      received: status === 'duplicate' ? 0 : 1,
      duplicates: status === 'duplicate' ? 1 : 0,
      rejected: 0,
      deadLetters: status === 'dead-letter' ? 1 : 0,
    };
  });
}

function domainEvents(delivery: Delivery, reception: Reception): readonly DomainEvent[] {
  const { site } = delivery;
  const at = new Date(delivery.receivedAt).toISOString();
  if (reception.status === 'duplicate') return [{ type: 'delivery.duplicate', site, at }];
  if (reception.status === 'dead-letter') {
    const message = delivery.deadReason ?? '';
    return [{ type: 'delivery.dead-lettered', site, at, deadLetterId: reception.id, message }];
  }
  return delivery.events.map((event) => ({
    type: 'ticket.received',
    site,
    at,
    ticketId: event.subject,
    ticketKey: event.data.key,
    eventType: event.type,
  }));
}

/** True for a value that PostgreSQL refuses (a NUL character, broken UTF-16): the row's fault, not the database's. */
export function isRowFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(22|23)\w{3}$/.test(code);
}

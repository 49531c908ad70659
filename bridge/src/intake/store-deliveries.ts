import { randomUUID } from 'node:crypto';
import type { DomainEvent, EventBus } from '../events/index.ts';
import type { Store } from '../store/index.ts';
import type { Delivery, Reception } from './delivery.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import type { TicketQueuer } from './queue-tickets.ts';

export interface StoreDeliveriesOptions {
  readonly store: Store;
  readonly queuer: TicketQueuer;
  readonly events: EventBus;
}

/** Names a writer of the tally: rows of its own, so that nobody waits for anybody else's commit. */
export function writerName(): string {
  return randomUUID().slice(0, 8);
}

/**
 * Stores many webhooks in one transaction: their rows, the tickets they make dirty, the counts. What was stored before
 * (by delivery id or content) is left alone. The tickets' jobs follow; the tickets are durable before them.
 */
export function createDeliveryWriter({ store, queuer, events }: StoreDeliveriesOptions) {
  const idleWriters: string[] = [];
  return async (deliveries: readonly Delivery[]): Promise<readonly Reception[]> => {
    const writer = idleWriters.pop() ?? writerName();
    let receptions: readonly Reception[];
    try {
      receptions = await insertDeliveries(store, deliveries, writer);
    } finally {
      idleWriters.push(writer);
    }
    const accepted = deliveries.filter((_, index) => receptions[index]?.status === 'accepted');
    queuer.add(
      accepted.flatMap(({ site, events: told }) => told.map(({ subject }) => ({ site, ticketId: subject }))),
    );
    deliveries.forEach((delivery, index) => {
      const reception = receptions[index];
      if (reception) for (const event of domainEvents(delivery, reception)) events.publish(event);
    });
    return receptions;
  };
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

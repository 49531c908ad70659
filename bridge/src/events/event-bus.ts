import type { Logger } from 'pino';
import type { DomainEvent, DomainEventType, EventOf } from './domain-event.ts';

export interface Subscription<Type extends DomainEventType = DomainEventType> {
  readonly type: Type;
  handle(event: EventOf<Type>): void | Promise<void>;
}

/** Declares what a module listens to; the handler's argument follows from the type. */
export function onEvent<Type extends DomainEventType>(
  type: Type,
  handle: (event: EventOf<Type>) => void | Promise<void>,
): Subscription {
  return { type, handle } as unknown as Subscription;
}

/**
 * Domain events within this process, published after commit. A process that dies loses what it had not handled:
 * what must happen is a row and a job, never only a subscription.
 */
export interface EventBus {
  publish(event: DomainEvent): void;
  subscribe(subscription: Subscription): () => void;
  /** Every event, for the live feed. */
  observe(observer: (event: DomainEvent) => void): () => void;
}

export function createEventBus(logger: Logger): EventBus {
  const subscriptions = new Set<Subscription>();
  const observers = new Set<(event: DomainEvent) => void>();

  async function deliver(subscription: Subscription, event: DomainEvent): Promise<void> {
    try {
      await subscription.handle(event);
    } catch (error) {
      logger.error({ event: event.type, error: String(error) }, 'a subscriber failed');
    }
  }

  return {
    publish(event) {
      for (const subscription of subscriptions) {
        if (subscription.type === event.type) void deliver(subscription, event);
      }
      for (const observer of observers) observer(event);
    },
    subscribe(subscription) {
      subscriptions.add(subscription);
      return () => subscriptions.delete(subscription);
    },
    observe(observer) {
      observers.add(observer);
      return () => observers.delete(observer);
    },
  };
}

import type { WriteOutcome } from '@signalbox/sdk';
import type { ReasonCode, Route } from '@signalbox/triage/schema';

/** Common to all: which site, when (ISO 8601). No event carries ticket text. */
interface Base {
  /** null: it concerns every site. */
  readonly site: string | null;
  readonly at: string;
}

interface TicketBase extends Base {
  readonly site: string;
  readonly ticketId: string;
  readonly ticketKey: string | null;
}

/** What modules tell each other, and the live feed, once it is committed. */
export type DomainEvent =
  | (TicketBase & { readonly type: 'ticket.received'; readonly eventType: string })
  | (TicketBase & {
      readonly type: 'ticket.decided';
      readonly receiptId: string;
      readonly route: Route;
      readonly reason: ReasonCode;
      readonly fields: readonly {
        readonly field: string;
        readonly route: Route;
        readonly label: string | null;
        readonly probability: number | null;
      }[];
      /** From the webhook's arrival (or the discovery) to the decision. */
      readonly latencyMs: number;
    })
  | (TicketBase & {
      readonly type: 'action.written';
      readonly actionId: string;
      readonly outcome: WriteOutcome;
      /** From the webhook's arrival to the vendor's answer; null when it is not known. */
      readonly latencyMs: number | null;
    })
  | (TicketBase & { readonly type: 'action.failed'; readonly actionId: string; readonly message: string })
  /** It has another key than before. */
  | (TicketBase & { readonly type: 'ticket.moved'; readonly formerKey: string })
  /** Deleted at the service desk, or hidden from the account. */
  | (TicketBase & { readonly type: 'ticket.gone' })
  | (Base & { readonly type: 'delivery.rejected'; readonly reason: 'signature' | 'replay' })
  | (Base & { readonly type: 'delivery.duplicate' })
  | (Base & {
      readonly type: 'delivery.dead-lettered';
      readonly deadLetterId: string;
      readonly message: string;
    })
  | (Base & {
      readonly type: 'switch.changed';
      readonly isPaused: boolean;
      readonly by: string;
      readonly reason: string;
    })
  | (Base & { readonly type: 'problem.noticed'; readonly code: string; readonly message: string });

export type DomainEventType = DomainEvent['type'];
export type EventOf<Type extends DomainEventType> = Extract<DomainEvent, { readonly type: Type }>;

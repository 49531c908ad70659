import type { TicketEvent } from '@signalbox/sdk';

/** A verified webhook on its way into the store. */
export interface Delivery {
  readonly site: string;
  readonly deliveryId: string | null;
  /** SHA-256 of the body, hex. */
  readonly bodyHash: string;
  readonly body: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** What it says; a dead letter says nothing yet. */
  readonly events: readonly TicketEvent[];
  /** null: understood. */
  readonly deadReason: string | null;
}

/** `duplicate`: it was stored before, by delivery id or by content. */
export type Reception =
  | { readonly status: 'accepted'; readonly id: string }
  | { readonly status: 'dead-letter'; readonly id: string }
  | { readonly status: 'duplicate' };

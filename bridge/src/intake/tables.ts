import type { TicketEvent } from '@signalbox/sdk';
import type { Generated, JSONColumnType } from 'kysely';

/** A webhook as it came, once its sender was proved. */
interface DeliveryTable {
  id: Generated<number>;
  site: string;
  delivery_id: string | null;
  /** SHA-256 of the body, hex. */
  body_hash: string;
  /** null once retention has deleted it. */
  body: Buffer | null;
  received_at: string;
  status: 'accepted' | 'dead' | 'dropped';
  /** Why it is a dead letter. */
  reason: string | null;
  ticket_ids: string[];
}

/** An event that waits for triage, with the moment its webhook arrived. */
export interface WaitingEvent {
  readonly receivedAt: string;
  readonly event: TicketEvent;
}

/** A ticket something happened to. */
interface TicketTable {
  site: string;
  ticket_id: string;
  ticket_key: string | null;
  /** How many events there ever were; what is settled is compared with it. */
  event_count: number;
  settled_count: number;
  /** The events since it was last settled; the newest {@link waitingEventsKept}. */
  events: JSONColumnType<WaitingEvent[], string, string>;
  /** When the oldest unsettled event arrived. */
  waiting_since: string | null;
  /** The vendor's version that was told of or read last; null when no event said. */
  version: string | null;
  /** When a webhook last told of it; null: only reading has found it. */
  told_at: string | null;
}

/** Counts per minute; each process has rows of its own, so that replicas never wait for each other. */
interface TallyTable {
  site: string;
  minute: string;
  writer: string;
  received: number;
  duplicates: number;
  rejected: number;
  dead_letters: number;
}

export interface IntakeTables {
  intake_delivery: DeliveryTable;
  intake_ticket: TicketTable;
  intake_tally: TallyTable;
}

export const waitingEventsKept = 50;

import type {
  Catalog,
  Clock,
  FieldHistoryEntry,
  Limits,
  ReadBack,
  Ticket,
  TicketChange,
  WriteResult,
} from '@signalbox/sdk';
import type { Classifier, Masker } from '../model/index.ts';
import type { Action, CertifiedPromise, Policy, Receipt, Standing, Suggestion } from '../schema/index.ts';

/** A configuration item concerned, or one hop away from one. */
export type RelatedItem = Suggestion['configurationItems'][number];

/** What the line asks of the service desk. {@link siteVendor} makes one from a site. */
export interface VendorPort {
  /** null when the ticket is gone or hidden. */
  readTicket(ticketId: string, signal?: AbortSignal): Promise<Ticket | null>;
  readHistory(ticket: Ticket, signal?: AbortSignal): Promise<readonly FieldHistoryEntry[]>;
  readCatalog(ticket: Ticket, signal?: AbortSignal): Promise<Catalog>;
  relatedItems(ticket: Ticket, signal?: AbortSignal): Promise<readonly RelatedItem[]>;
  /** The change that marks a ticket for the vendor's own human queue; null when the vendor has no such mark. */
  humanQueueMark(ticket: Ticket, reason: string): Pick<TicketChange, 'fields' | 'explanation'> | null;
}

/** Everything that one decision leaves behind; stored in one transaction. */
export interface TriageRecord {
  readonly receipt: Receipt;
  readonly suggestion: Suggestion;
  readonly actions: readonly Action[];
  /** For display while it is retained. */
  readonly maskedText: string;
}

export interface TriageStore {
  latestReceipt(ticketId: string): Promise<Receipt | null>;
  countDecisions(ticketId: string, sinceMs: number): Promise<number>;
  /** `exists`: this triage-relevant version was decided before, and nothing was stored. */
  save(record: TriageRecord): Promise<'saved' | 'exists'>;
}

/** How errors under a certificate are counted. */
export interface WatchPort {
  /** Targets of the certificate that may not be applied any more, and why. */
  demoted(certificate: Pick<CertifiedPromise, 'id'>): Promise<Standing['demoted']>;
  /** Secret and constant: a draw cannot be guessed, and a retry draws the same. */
  readonly salt: string;
}

export interface TriagePorts {
  readonly site: string;
  readonly clock: Clock;
  readonly vendor: VendorPort;
  readonly masker: Masker;
  /** null when no model could be loaded: tickets then go to humans with that reason. */
  readonly classifier: Pick<Classifier, 'id' | 'classify' | 'targets'> | null;
  readonly policy: Policy;
  readonly store: TriageStore;
  /** null: nobody counts errors here, and nothing is applied under a certificate. */
  readonly watch: WatchPort | null;
}

export type WritePermission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string; readonly retryAfterMs: number };

/** What writing needs. */
export interface WritePorts {
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'longestRequestMs'>;
  readonly vendor: {
    apply(change: TicketChange, signal?: AbortSignal): Promise<WriteResult>;
    readBack(change: TicketChange, signal?: AbortSignal): Promise<ReadBack>;
  };
  /**
   * Asked right before every request that writes. Where it is allowed the attempt is stored by then, so that a crash
   * before the answer is known; a cap counts it from that moment.
   */
  begin(attempt: Action): Promise<WritePermission>;
  /** Stored after the answer, or when what is known of an action changes. */
  record(action: Action): Promise<void>;
}

import type { Clock } from '../clock/index.ts';
import type { Lane, SiteClient, VendorRequest } from '../http/index.ts';
import type {
  Catalog,
  CiRelation,
  ConfigurationItem,
  FieldHistoryEntry,
  Ticket,
  TicketChange,
  TicketEvent,
  TicketType,
  WriteResult,
} from '../model/index.ts';
import type { Page, SkippedRow } from '../reading/index.ts';
import type { VerifiedDelivery, WebhookDelivery } from '../webhook/index.ts';
import type { Finding } from './finding.ts';

/** What a capability works with: one site, its checked configuration, and a governed client. */
export interface SiteContext<Configuration> {
  readonly site: string;
  readonly configuration: Configuration;
  readonly http: SiteClient;
  readonly clock: Clock;
}

export interface CallOptions {
  readonly lane?: Lane;
  readonly signal?: AbortSignal;
}

/** Which tickets to read, oldest change first. Times are ISO 8601; `updatedFrom` is inclusive, `updatedTo` exclusive. */
export interface TicketQuery {
  readonly updatedFrom?: string;
  readonly updatedTo?: string;
  readonly types?: readonly TicketType[];
  readonly projects?: readonly string[];
  readonly pageSize?: number;
  /** Resume after what this checkpoint has seen. Opaque: only the connector that made it can read it. */
  readonly checkpoint?: string;
}

/** What came of tickets that were asked for by id. */
export interface TicketBatch {
  readonly tickets: readonly Ticket[];
  /** There, and not usable. */
  readonly skipped: readonly SkippedRow[];
}

export interface TicketsCapability<Configuration> {
  /** Throws `not-found` when the ticket is gone or hidden. */
  read(context: SiteContext<Configuration>, ticketId: string, options?: CallOptions): Promise<Ticket>;
  /**
   * Many tickets by id, in as few requests as the vendor allows, in any order. An id that is neither among `tickets`
   * nor `skipped` is gone or hidden. Without it, whoever wants many reads them one by one.
   */
  readMany?(
    context: SiteContext<Configuration>,
    ticketIds: readonly string[],
    options?: CallOptions,
  ): Promise<TicketBatch>;
  /** Pages in the order of change (key-set cursor, tie-break, overlap); the last one says so. */
  search(
    context: SiteContext<Configuration>,
    query: TicketQuery,
    options?: CallOptions,
  ): AsyncIterable<Page<Ticket>>;
  /** How many tickets the vendor itself counts; null when it cannot say. */
  count?(
    context: SiteContext<Configuration>,
    query: TicketQuery,
    options?: CallOptions,
  ): Promise<number | null>;
  /**
   * Changes to the mapped fields, oldest first: at least those up to the reading of `ticket`. A connector may answer
   * from what it read together with this very object; whoever wants what came since reads the ticket anew.
   */
  history(
    context: SiteContext<Configuration>,
    ticket: Ticket,
    options?: CallOptions,
  ): Promise<readonly FieldHistoryEntry[]>;
}

export interface CatalogCapability<Configuration> {
  /** Fields and allowed values that apply to this ticket, from the vendor's own metadata; as fresh as `ticket`, or fresher. */
  read(context: SiteContext<Configuration>, ticket: Ticket, options?: CallOptions): Promise<Catalog>;
}

export interface CmdbCapability<Configuration> {
  read(context: SiteContext<Configuration>, ciId: string, options?: CallOptions): Promise<ConfigurationItem>;
  /** The relations in which the configuration item is parent or child. */
  relations(
    context: SiteContext<Configuration>,
    ciId: string,
    options?: CallOptions,
  ): Promise<readonly CiRelation[]>;
}

/** What reading back found: our marker or effect, nothing of ours, or another's value where ours would be. */
export type ReadBack = 'present' | 'absent' | 'superseded';

export interface ChangesCapability<Configuration> {
  /**
   * False where the vendor has no place for a marker. Every change must then be one that takes effect once, however
   * often it is sent (adding a label), and the account tells whose it was. Default: true.
   */
  readonly marksWrites?: boolean;
  /**
   * One attempt: compare, write change and marker in one request, read the history for a race. Throws a
   * `SignalboxError` with `mayHaveTakenEffect` when there is no certain answer; never repeats by itself.
   */
  apply(
    context: SiteContext<Configuration>,
    change: TicketChange,
    options?: CallOptions,
  ): Promise<WriteResult>;
  /** Looks for the marker; called before every repeat. */
  readBack(
    context: SiteContext<Configuration>,
    change: TicketChange,
    options?: CallOptions,
  ): Promise<ReadBack>;
  /** The exact requests `apply` would send now; sends none that writes. */
  plan(
    context: SiteContext<Configuration>,
    change: TicketChange,
    options?: CallOptions,
  ): Promise<readonly VendorRequest[]>;
}

export interface HumanQueueCapability<Configuration> {
  /** What marks the ticket for the vendor's own human queue, with the reason; written like any other change. */
  mark(
    configuration: Configuration,
    ticket: Ticket,
    reason: string,
  ): Pick<TicketChange, 'fields' | 'explanation'>;
  /** True when the ticket carries that mark. */
  isMarked(configuration: Configuration, ticket: Ticket): boolean;
}

export interface WebhookCapability<Configuration> {
  /** False where the configuration holds nothing to verify with: the site then takes no webhooks. Default: always true. */
  canVerify?(configuration: Configuration): boolean;
  /** Checks signature and time window. Throws `SignalboxError` with code `signature` or `replay`. */
  verify(
    delivery: WebhookDelivery,
    configuration: Configuration,
    clock: Clock,
  ): VerifiedDelivery | Promise<VerifiedDelivery>;
  /** Events in a verified body (parsed JSON). Throws `unreadable` for a shape it does not know; `[]` for news of no interest. */
  parse(
    body: unknown,
    delivery: VerifiedDelivery,
    site: string,
    configuration: Configuration,
  ): readonly TicketEvent[];
}

/** A webhook as the vendor has it registered. */
export interface WebhookRegistration {
  /** The vendor's own. */
  readonly id: string;
  readonly url: string;
  /** In the vendor's own words. */
  readonly events: readonly string[];
  /** Which tickets it is sent for, in the vendor's own words; null: all. */
  readonly filter: string | null;
  readonly isEnabled: boolean;
  /** When the vendor stops sending it, ISO 8601; null: never. */
  readonly expiresAt: string | null;
}

/** Where the vendor lets these credentials register webhooks; what registered them does not matter to whoever receives them. */
export interface WebhookRegistrationsCapability<Configuration> {
  /** False where the vendor has none for this kind of credentials. Default: always true. */
  isAvailable?(configuration: Configuration): boolean;
  /** Every registration that these credentials may see. Throws `permission` when they may see none. */
  list(context: SiteContext<Configuration>, options?: CallOptions): Promise<readonly WebhookRegistration[]>;
  /** Registers `url` for the events that triage needs. Throws `configuration`, `permission` or `rejected` with what to do. */
  register(
    context: SiteContext<Configuration>,
    url: string,
    options?: CallOptions,
  ): Promise<WebhookRegistration>;
  /** Puts off the end of registrations that expire; what is gone already is not brought back. Absent: none expires. */
  renew?(context: SiteContext<Configuration>, ids: readonly string[], options?: CallOptions): Promise<void>;
  /** Removes one; one that is gone already is no error. */
  remove(context: SiteContext<Configuration>, id: string, options?: CallOptions): Promise<void>;
}

export interface DiagnosisCapability<Configuration> {
  /** Credentials, permissions, fields, scopes, clock: read-only checks. */
  run(context: SiteContext<Configuration>, options?: CallOptions): AsyncIterable<Finding>;
}

import type { RequestHandler } from 'msw';
import type { Clock } from '../clock/index.ts';
import type { FieldPath } from '../model/index.ts';
import type { FaultKind } from './fault-kinds.ts';

/** A fault the sandbox plays on demand. */
export interface Fault {
  readonly kind: FaultKind;
  /** How many times; default once. */
  readonly times?: number;
  /** Only requests whose `METHOD /path` matches. */
  readonly match?: RegExp;
  /** For `slow` and `late-effect`: how long. */
  readonly delayMs?: number;
  /** Instead of `times`: the probability per request, 0-1. */
  readonly rate?: number;
}

/** One effect on a ticket or comment, as the vendor would have to own up to it. */
export interface JournalEntry {
  readonly at: string;
  readonly ticketId: string;
  readonly kind: 'create' | 'edit' | 'comment' | 'transition' | 'property';
  /** The account that did it. */
  readonly actor: string;
  /** Vendor field ids that changed. */
  readonly fields: readonly string[];
  /** The marker found in the request, if it carried one of ours. */
  readonly actionId: string | null;
  /** For a comment: can the customer see it? */
  readonly isPublic: boolean;
}

/** A webhook the sandbox wants delivered. */
export interface SandboxWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface NewTicket {
  readonly summary: string;
  readonly description: string;
  /** Kept by the sandbox beside the ticket, invisible to its API: the true label, for counting. */
  readonly note?: string;
}

/**
 * What an administrator of the vendor does. Every member is optional: the conformance kit skips the cases of what is
 * missing, and says so.
 */
export interface SandboxAdmin {
  /** From now on access rules hide the ticket from the integration's account. */
  hideTicket?(id: string): void;
  /** From now on access rules hide a field of every ticket from the integration's account, as this vendor hides it. */
  hideField?(path: FieldPath): void;
  /** A value that a choice field has from now on. */
  addChoice?(path: FieldPath, label: string): void;
  removeChoice?(path: FieldPath, label: string): void;
  /** The choice field that the option `customField` made: `custom.NAME`. */
  readonly customField?: FieldPath | undefined;
  /** Ids of configuration items that the site has; at least one with relations. */
  readonly configurationItems?: readonly string[];
}

/** A vendor to develop against: stateful, validating, with faults; in process through msw, or over HTTP. */
export interface Sandbox {
  /** For msw's `setupServer(...)`. */
  readonly handlers: readonly RequestHandler[];
  /** Answers one request as the vendor would; what the HTTP server and tests call. Rejects with `ConnectionCut` for a cut. */
  fetch(request: Request): Promise<Response>;
  readonly baseUrl: string;
  readonly webhookSecret: string;
  /** Everything a connector's configuration needs to reach this sandbox. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** The same with credentials that may register webhooks. Default: `configuration`. */
  readonly registrarConfiguration?: Readonly<Record<string, unknown>>;
  /** What `signalbox sandbox --json` prints as `credentials`: plain values a third-party client can use. */
  readonly credentials: Readonly<Record<string, string>>;
  addFault(fault: Fault): void;
  clearFaults(): void;
  readonly journal: readonly JournalEntry[];
  /** As a customer would: creates a ticket, which sends the webhook. Returns the vendor's id and key. */
  createTicket(ticket: NewTicket): Promise<{ readonly id: string; readonly key: string }>;
  /** As a human agent would: edits vendor fields, which sends the webhook. For a choice, its value in the catalog does. */
  editTicket(id: string, fields: Readonly<Record<string, unknown>>, actor?: string): Promise<void>;
  /** As an administrator would: deletes a ticket, which sends the webhook. Absent where the vendor deletes none. */
  deleteTicket?(id: string): Promise<void>;
  /** Where webhooks go from now on. */
  registerWebhook(url: string): void;
  /** Resolves when every webhook so far was delivered or given up. */
  settled(): Promise<void>;
  /** Every ticket's canonical outcome facts, for summaries: its id, key, note and current values by vendor field. */
  readonly tickets: readonly {
    readonly id: string;
    readonly key: string;
    readonly note: string | null;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
  readonly admin?: SandboxAdmin;
  /** Characters of a description that the vendor stores; what is longer it cuts or refuses. Default: no limit. */
  readonly longestDescription?: number;
}

export interface SandboxOptions {
  /** Default: a name that no DNS resolves, for in-process use. Over HTTP: where it listens. */
  readonly baseUrl?: string;
  /** Makes ids, clocks and faults repeatable. */
  readonly seed?: number;
  readonly now?: () => number;
  /** Waits (slow answers, late effects, webhook retries) go by this clock, and times unless `now` is given. Default: the system's. */
  readonly clock?: Clock;
  /** A choice field of the site's own, on every ticket, with this name and these choices. */
  readonly customField?: { readonly name: string; readonly choices: readonly string[] };
  /** IANA name of the time zone of the integration's account. */
  readonly timeZone?: string;
  /** Delivers webhooks; default: fetch. */
  readonly deliver?: (webhook: SandboxWebhook) => Promise<{ readonly status: number }>;
}

/** May load the sandbox first: what serves real sites has no use for it. */
export type SandboxFactory = (options?: SandboxOptions) => Sandbox | Promise<Sandbox>;

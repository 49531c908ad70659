import type { RequestHandler } from 'msw';
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
  /** What `signalbox sandbox --json` prints as `credentials`: plain values a third-party client can use. */
  readonly credentials: Readonly<Record<string, string>>;
  addFault(fault: Fault): void;
  clearFaults(): void;
  readonly journal: readonly JournalEntry[];
  /** As a customer would: creates a ticket, which sends the webhook. Returns the vendor's id and key. */
  createTicket(ticket: NewTicket): Promise<{ readonly id: string; readonly key: string }>;
  /** As a human agent would: edits vendor fields, which sends the webhook. */
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
}

export interface SandboxOptions {
  /** Default: a name that no DNS resolves, for in-process use. Over HTTP: where it listens. */
  readonly baseUrl?: string;
  /** Makes ids, clocks and faults repeatable. */
  readonly seed?: number;
  readonly now?: () => number;
  /** Delivers webhooks; default: fetch. */
  readonly deliver?: (webhook: SandboxWebhook) => Promise<{ readonly status: number }>;
}

export type SandboxFactory<_Configuration> = (options?: SandboxOptions) => Sandbox;

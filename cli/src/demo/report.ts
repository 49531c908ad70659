import type { JournalEntry, Sandbox } from '@signalbox/sdk/sandbox';
import type { DemoTicket } from './demo-tickets.ts';

/** One webhook as it was sent, and what the bridge answered. */
export interface Delivery {
  readonly vendor: string;
  readonly status: number;
  readonly isDuplicate: boolean;
}

/** A ticket in a sandbox, with what people say it is about. */
export interface SentTicket extends DemoTicket {
  readonly vendor: string;
  readonly ticketId: string;
  readonly ticketKey: string;
}

/** What the bridge's API says of a ticket. */
export interface TicketOutcome {
  readonly ticketId: string;
  readonly vendor: string;
  readonly route: string;
  readonly label: string | null;
  readonly latencyMs: number;
  /** Ends of its actions. */
  readonly actions: readonly { readonly kind: string; readonly status: string }[];
}

export interface VendorReport {
  readonly tickets: number;
  readonly delivered: number;
  readonly accepted: number;
  readonly rejectedSignatures: number;
  readonly duplicates: number;
  readonly decided: number;
  readonly applied: number;
  readonly suggested: number;
  readonly escalated: number;
  readonly lost: number;
  readonly writtenTwice: number;
  readonly publicComments: number;
  readonly accuracy: number;
}

export interface DemoReport extends VendorReport {
  readonly webhookToDecisionMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly seconds: number;
  readonly byVendor: Readonly<Record<string, VendorReport>>;
}

export interface Evidence {
  readonly sent: readonly SentTicket[];
  readonly deliveries: readonly Delivery[];
  readonly outcomes: readonly TicketOutcome[];
  readonly sandboxes: Readonly<Record<string, Pick<Sandbox, 'journal'>>>;
  /** Ids of tickets that carry the mark of the human queue, with a reason, by vendor. */
  readonly marked: Readonly<Record<string, ReadonlySet<string>>>;
  /** Ids of tickets whose suggestion the API gave when asked for it, by vendor. */
  readonly readable: Readonly<Record<string, ReadonlySet<string>>>;
  readonly seconds: number;
}

const isOurs = (entry: JournalEntry): boolean => entry.actionId !== null;

/** Effects beyond the first of each action, comments counted apart from edits. */
export function countWrittenTwice(journal: readonly JournalEntry[]): number {
  const ours = journal.filter(isOurs);
  const distinct = new Set(
    ours.map((entry) => `${entry.kind === 'comment' ? 'comment' : 'change'} ${entry.actionId}`),
  );
  return ours.length - distinct.size;
}

/** The nearest-rank quantile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const tenth = (value: number): number => Math.round(value * 10) / 10;

function reportOn(evidence: Evidence, vendors: readonly string[]): VendorReport {
  const within = <T extends { readonly vendor: string }>(items: readonly T[]) =>
    items.filter((item) => vendors.includes(item.vendor));
  const sent = within(evidence.sent);
  const deliveries = within(evidence.deliveries);
  const outcomes = within(evidence.outcomes);
  const journal = vendors.flatMap((vendor) => evidence.sandboxes[vendor]?.journal ?? []);
  const labels = new Map(sent.map((ticket) => [`${ticket.vendor}/${ticket.ticketId}`, ticket.label]));
  const isWritten = (outcome: TicketOutcome) =>
    outcome.route === 'apply' &&
    outcome.actions.some(({ kind, status }) => kind === 'apply' && /^(already-)?applied$/.test(status));
  const written = new Set(
    vendors.flatMap((vendor) =>
      (evidence.sandboxes[vendor]?.journal ?? [])
        .filter(isOurs)
        .map((entry) => `${vendor}/${entry.ticketId}`),
    ),
  );
  const isFound = ({ vendor, ticketId }: SentTicket) =>
    written.has(`${vendor}/${ticketId}`) ||
    evidence.readable[vendor]?.has(ticketId) ||
    evidence.marked[vendor]?.has(ticketId);
  const right = outcomes.filter(
    (outcome) => labels.get(`${outcome.vendor}/${outcome.ticketId}`) === outcome.label,
  ).length;
  return {
    tickets: sent.length,
    delivered: deliveries.length,
    accepted: deliveries.filter(({ status, isDuplicate }) => status === 202 && !isDuplicate).length,
    rejectedSignatures: deliveries.filter(({ status }) => status === 401).length,
    duplicates: deliveries.filter(({ isDuplicate }) => isDuplicate).length,
    decided: outcomes.length,
    applied: outcomes.filter(isWritten).length,
    suggested: outcomes.filter((outcome) => outcome.route === 'suggest').length,
    escalated: outcomes.filter(
      (outcome) => outcome.route === 'escalate' || (outcome.route === 'apply' && !isWritten(outcome)),
    ).length,
    lost: sent.filter((ticket) => !isFound(ticket)).length,
    writtenTwice: countWrittenTwice(journal),
    publicComments: journal.filter((entry) => isOurs(entry) && entry.kind === 'comment' && entry.isPublic)
      .length,
    accuracy: Math.round(ratio(right, outcomes.length) * 10_000) / 10_000,
  };
}

/** Counts what happened, from the sandboxes' own journals and the bridge's API; from no counter of the demo's own. */
export function createReport(evidence: Evidence): DemoReport {
  const vendors = Object.keys(evidence.sandboxes);
  const latencies = evidence.outcomes.map((outcome) => outcome.latencyMs);
  return {
    ...reportOn(evidence, vendors),
    webhookToDecisionMs: {
      p50: tenth(quantile(latencies, 0.5)),
      p95: tenth(quantile(latencies, 0.95)),
      p99: tenth(quantile(latencies, 0.99)),
    },
    seconds: tenth(evidence.seconds),
    byVendor: Object.fromEntries(vendors.map((vendor) => [vendor, reportOn(evidence, [vendor])])),
  };
}

import { SignalboxError, type Site } from '@signalbox/sdk';
import {
  blindSamples,
  siteVendor,
  type TriagePorts,
  triageTicket,
  type VendorPort,
} from '@signalbox/triage/line';
import type { Policy } from '@signalbox/triage/schema';
import type { Transaction } from 'kysely';
import {
  backfilledType,
  type DirtyTickets,
  dirtyTicketQueue,
  dirtyTicketSchema,
  type TicketClaim,
} from '../intake/index.ts';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { AfterCommit } from '../store/index.ts';
import type { Outbox } from '../writeback/index.ts';
import { createConfigurationItemCache } from './configuration-item-cache.ts';
import { foldEvents } from './fold-events.ts';
import { isStuck } from './is-stuck.ts';
import type { Receipts } from './receipts.ts';
import { suggestOnly } from './suggest-only.ts';
import type { DecisionTables } from './tables.ts';
import type { Watch, WatchTables } from './watch/index.ts';

export interface TriageJobOptions {
  readonly kernel: Kernel;
  readonly dirtyTickets: DirtyTickets;
  readonly receipts: Receipts;
  readonly outbox: Outbox;
  readonly watch: Watch;
  readonly policyOf: (site: string) => Policy;
  readonly masker: TriagePorts['masker'];
  readonly classifier: TriagePorts['classifier'];
}

/** The site's vendor port, with configuration items from a cache. Remembers the ticket's address for the receipt. */
function enriched(site: Site, options: TriageJobOptions): VendorPort {
  const cache = createConfigurationItemCache(site, options.kernel.clock);
  return { ...siteVendor(site), relatedItems: (ticket) => cache.read(ticket.configurationItems) };
}

function decidedEvent(record: Parameters<TriagePorts['store']['save']>[0], latencyMs: number) {
  const { receipt, suggestion } = record;
  return {
    type: 'ticket.decided' as const,
    site: receipt.site,
    at: receipt.decidedAt,
    ticketId: receipt.ticketId,
    ticketKey: receipt.ticketKey,
    receiptId: receipt.id,
    route: receipt.decision.route,
    reason: receipt.decision.reason,
    fields: suggestion.fields.map(({ field, route, label, probability }) => ({
      field,
      route,
      label,
      probability,
    })),
    latencyMs,
  };
}

/** One look at one dirty ticket; the decision, its actions and the settled ticket are one transaction. */
async function lookAt(
  claim: TicketClaim,
  vendor: VendorPort,
  options: TriageJobOptions,
  signal: AbortSignal,
): Promise<void> {
  const { kernel, receipts, outbox, dirtyTickets, watch } = options;
  const policy = options.policyOf(claim.site);
  let url = '';
  let isSettled = false;
  const settled = async (
    work: (
      transaction: Transaction<DecisionTables & WatchTables>,
      afterCommit: AfterCommit,
    ) => Promise<boolean>,
  ) => {
    const isSaved = await kernel.store.transaction<DecisionTables & WatchTables, boolean>(
      async (transaction, afterCommit) => {
        const result = await work(transaction, afterCommit);
        await dirtyTickets.settle(transaction, claim);
        return result;
      },
    );
    isSettled = true;
    return isSaved;
  };
  const result = await triageTicket(
    {
      site: claim.site,
      clock: kernel.clock,
      vendor: {
        ...vendor,
        async readTicket(ticketId, abort) {
          const ticket = await vendor.readTicket(ticketId, abort);
          url = ticket?.url ?? '';
          return ticket;
        },
      },
      masker: options.masker,
      classifier: options.classifier,
      policy: claim.events.every(({ type }) => type === backfilledType) ? suggestOnly(policy) : policy,
      watch: watch.port(claim.site),
      store: {
        latestReceipt: (ticketId) => receipts.latest(claim.site, ticketId),
        countDecisions: (ticketId, sinceMs) =>
          receipts.countSince(claim.site, ticketId, new Date(sinceMs).toISOString()),
        async save(record) {
          const latencyMs = Math.max(0, kernel.clock.now() - Date.parse(claim.waitingSince));
          const isSaved = await settled(async (transaction, afterCommit) => {
            const isNew = await receipts.insert(transaction, record, { ticketUrl: url, latencyMs });
            if (isNew) {
              await outbox.supersede(transaction, claim.site, claim.ticketId);
              await outbox.add(transaction, record.actions);
              const { receipt } = record;
              await watch.record(transaction, claim, blindSamples(receipt), receipt.decidedAt);
            }
            if (isNew) afterCommit(() => kernel.events.publish(decidedEvent(record, latencyMs)));
            return isNew;
          });
          return isSaved ? 'saved' : 'exists';
        },
      },
    },
    claim.ticketId,
    foldEvents(claim.events),
    signal,
  );
  if (isSettled) return;
  await settled(async (transaction) => {
    const isFinished = result.kind === 'skipped' && result.why === 'finished';
    if (isFinished) await watch.settled(transaction, claim.site, claim.ticketId);
    return false;
  });
}

export function triageJob(options: TriageJobOptions): Job {
  const vendors = new Map([...options.kernel.sites].map(([name, site]) => [name, enriched(site, options)]));
  const tell = (site: string, code: string, error: unknown): void =>
    options.kernel.events.publish({
      type: 'problem.noticed',
      site,
      at: new Date(options.kernel.clock.now()).toISOString(),
      code,
      message:
        error instanceof SignalboxError
          ? error.message
          : 'A ticket could not be looked at; the log says why.',
    });
  return defineJob({
    queue: dirtyTicketQueue,
    data: dirtyTicketSchema,
    batches: 2,
    async handle(ticket, { signal, attempt }) {
      const vendor = vendors.get(ticket.site);
      // A site that left the configuration keeps its tickets; they are looked at when it comes back.
      if (!vendor) return { retryAfterMs: 60_000 };
      const claim = await options.dirtyTickets.claim(ticket);
      try {
        if (claim) await lookAt(claim, vendor, options, signal);
      } catch (error) {
        if (isStuck(error, attempt)) tell(ticket.site, 'ticket-stuck', error);
        throw error;
      }
      return undefined;
    },
    async exhausted(ticket, error) {
      tell(ticket.site, 'triage-given-up', error);
    },
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import { isSignalboxError, SignalboxError } from '@signalbox/sdk';
import type { BridgeAddress } from '../bridge-api/index.ts';
import { isSuggestionReadable, readOutcomes } from './bridge-view.ts';
import { demoFaults } from './demo-faults.ts';
import type { DemoTicket } from './demo-tickets.ts';
import { eachLimited } from './each-limited.ts';
import {
  createReport,
  type Delivery,
  type DemoReport,
  type SentTicket,
  type TicketOutcome,
} from './report.ts';
import type { DemoVendor } from './vendors.ts';

export interface DemoRun {
  readonly vendors: readonly DemoVendor[];
  readonly address: BridgeAddress;
  readonly tickets: readonly DemoTicket[];
  readonly deliveries: readonly Delivery[];
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

const customersAtOnce = 12;
/** A busy desk: a new ticket every so often, not all in one instant. */
const ticketEveryMs = 60;
const pollMs = 150;
/** Long enough for the retries of everything that goes wrong on the way. */
const patienceMs = 90_000;

async function createTickets({
  vendors,
  tickets,
  onProgress,
  signal,
}: DemoRun): Promise<readonly SentTicket[]> {
  const sent: SentTicket[] = [];
  const startedAt = performance.now();
  await eachLimited(tickets, customersAtOnce, async (ticket, index) => {
    await delay(Math.max(0, startedAt + index * ticketEveryMs - performance.now()), undefined, { signal });
    const vendor = vendors[index % vendors.length];
    if (!vendor) return;
    const { id: ticketId, key: ticketKey } = await vendor.served.sandbox.createTicket({
      summary: ticket.summary,
      description: ticket.description,
      note: ticket.label,
    });
    sent.push({ ...ticket, vendor: vendor.name, ticketId, ticketKey });
    onProgress(`${sent.length} of ${tickets.length} tickets created`);
  });
  return sent;
}

const isOpen = (outcome: TicketOutcome): boolean =>
  outcome.actions.some(({ status }) => status === 'pending' || status === 'held');

/** Waits until every ticket is decided and nothing is left to write; gives up, and lets the report say so, after a while. */
async function untilQuiet(run: DemoRun, total: number): Promise<readonly TicketOutcome[]> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const outcomes = await readOutcomes(run.address);
    const open = outcomes.filter(isOpen).length;
    run.onProgress(`${outcomes.length} of ${total} decided, ${open} still to be written`);
    if ((outcomes.length >= total && open === 0) || Date.now() > giveUpAt) return outcomes;
    await delay(pollMs, undefined, { signal: run.signal });
  }
}

async function markedTickets(vendor: DemoVendor, ticketIds: readonly string[]): Promise<ReadonlySet<string>> {
  const marked = new Set<string>();
  await eachLimited(ticketIds, customersAtOnce, async (ticketId) => {
    const ticket = await vendor.site.tickets?.read(ticketId, { lane: 'backfill' });
    if (ticket && vendor.site.humanQueue?.isMarked(ticket)) marked.add(ticketId);
  });
  return marked;
}

async function readableTickets(
  run: DemoRun,
  site: string,
  ticketIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const readable = new Set<string>();
  await eachLimited(ticketIds, customersAtOnce, async (ticketId) => {
    try {
      if (await isSuggestionReadable(run.address, site, ticketId)) readable.add(ticketId);
    } catch (error) {
      if (!isSignalboxError(error) || error.statusCode !== 404) throw error;
    }
  });
  return readable;
}

/** Sends the tickets through the line and counts what became of them. */
export async function runDemo(run: DemoRun): Promise<DemoReport> {
  const { vendors, tickets, deliveries } = run;
  if (vendors.length === 0) throw new SignalboxError('configuration', 'The demo needs a vendor.');
  for (const { name, served } of vendors) {
    served.sandbox.registerWebhook(`${run.address.url}/webhooks/${name}`);
    for (const fault of demoFaults) served.sandbox.addFault(fault);
  }
  const startedAt = performance.now();
  const sent = await createTickets(run);
  await untilQuiet(run, tickets.length);
  await Promise.all(vendors.map(({ served }) => served.sandbox.settled()));
  // Webhooks about our own writes came meanwhile: only now is everything said and done.
  const outcomes = await untilQuiet(run, tickets.length);
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const { served } of vendors) served.sandbox.clearFaults();

  run.onProgress('checking every ticket at its vendor');
  const idsOf = (vendor: string) =>
    sent.filter((ticket) => ticket.vendor === vendor).map((ticket) => ticket.ticketId);
  const byVendor = async (find: (vendor: DemoVendor) => Promise<ReadonlySet<string>>) =>
    Object.fromEntries(
      await Promise.all(vendors.map(async (vendor) => [vendor.name, await find(vendor)] as const)),
    );
  return createReport({
    sent,
    deliveries,
    outcomes,
    sandboxes: Object.fromEntries(vendors.map(({ name, served }) => [name, served.sandbox])),
    marked: await byVendor((vendor) => markedTickets(vendor, idsOf(vendor.name))),
    readable: await byVendor((vendor) => readableTickets(run, vendor.name, idsOf(vendor.name))),
    seconds,
  });
}

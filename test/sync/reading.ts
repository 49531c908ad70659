import { type Reconciliation, reconciliationSchema, type Sync, syncSchema } from '@signalbox/bridge';
import type { Page, Site, Ticket, TicketQuery } from '@signalbox/sdk';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import type { Line } from '../support/line.ts';
import { startJira, startServiceNow, type Vendor, type VendorName } from '../support/vendors.ts';

/** A vendor whose webhooks leave it and never arrive. */
export async function startMuteVendor(name: VendorName, now?: () => number): Promise<Vendor> {
  const options = { deliver: async () => ({ status: 202 }), ...(now ? { now } : {}) };
  return name === 'jira' ? await startJira(options) : await startServiceNow(options);
}

const words = ['printer', 'password', 'payroll', 'disk', 'licence'];

/** Until the clock shows another millisecond: a page then never ends between two tickets of the same moment. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve));
}

/** As customers would; returns the vendor's ids. */
export async function createTickets({ sandbox }: Vendor, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const word = words[index % words.length];
    const ticket = {
      summary: `The ${word} fails, case ${index}`,
      description: `Nothing works here: ${index}.`,
    };
    ids.push((await sandbox.createTicket(ticket)).id);
    await nextMillisecond();
  }
  return ids;
}

/** What a test does between two pages: by the number of pages that came before, in this reading. */
export type BetweenPages = (pagesBefore: number, signal: AbortSignal | undefined) => Promise<void>;

/** The vendor read in small pages; `queries` says what was asked. */
export function inSmallPages(
  vendor: Vendor,
  pageSize: number,
  between: BetweenPages = async () => undefined,
): { readonly vendor: Vendor; readonly queries: readonly TicketQuery[] } {
  const queries: TicketQuery[] = [];
  const { tickets } = vendor.site;
  if (!tickets) throw new Error('This vendor reads no tickets.');
  async function* search(
    query: TicketQuery,
    options?: { readonly signal?: AbortSignal },
  ): AsyncGenerator<Page<Ticket>> {
    queries.push(query);
    let pages = 0;
    await between(pages, options?.signal);
    for await (const page of tickets?.search({ ...query, pageSize }, options) ?? []) {
      yield page;
      pages += 1;
      await between(pages, options?.signal);
    }
  }
  const site: Site = { ...vendor.site, tickets: { ...tickets, search } };
  return { vendor: { ...vendor, site }, queries };
}

/** What may be asked for; a text is where a sync begins. */
type Wanted = { readonly kind?: string; readonly from?: string; readonly to?: string };

export async function startSync(line: Line, site: string, wanted: string | Wanted = {}): Promise<string> {
  const response = await line.bridge.request(`/api/v1/sites/${site}/syncs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(typeof wanted === 'string' ? { from: wanted } : wanted),
  });
  if (response.status !== 202) throw new Error(await response.text());
  return z.object({ id: z.string() }).parse(await response.json()).id;
}

export async function readSync(line: Line, site: string, id: string): Promise<Sync> {
  const response = await line.bridge.request(`/api/v1/sites/${site}/syncs/${id}`, {}, 'viewer');
  return syncSchema.parse(await response.json());
}

export async function syncs(line: Line, site: string): Promise<readonly Sync[]> {
  const response = await line.bridge.request(`/api/v1/sites/${site}/syncs`, {}, 'viewer');
  return z.object({ items: z.array(syncSchema) }).parse(await response.json()).items;
}

/** Waits until it is over, however it ends. */
export async function syncEnd(line: Line, site: string, id: string, timeoutMs?: number): Promise<Sync> {
  let sync = await readSync(line, site, id);
  await eventually(
    `sync ${id} is over`,
    async () => {
      sync = await readSync(line, site, id);
      return sync.state !== 'running';
    },
    timeoutMs,
  );
  return sync;
}

export async function readReconciliation(line: Line, site: string, id: string): Promise<Reconciliation> {
  const path = `/api/v1/sites/${site}/syncs/${id}/reconciliation`;
  return reconciliationSchema.parse(await (await line.bridge.request(path, {}, 'viewer')).json());
}

export async function departures(
  line: Line,
  site: string,
): Promise<readonly { ticketId: string; ticketKey: string; what: string; formerKey: string | null }[]> {
  const response = await line.bridge.request(`/api/v1/sites/${site}/departures`, {}, 'viewer');
  const departure = z.object({
    ticketId: z.string(),
    ticketKey: z.string(),
    what: z.string(),
    formerKey: z.string().nullable(),
  });
  return z.object({ items: z.array(departure) }).parse(await response.json()).items;
}

export async function problems(line: Line): Promise<readonly { site: string | null; code: string }[]> {
  const response = await line.bridge.request('/api/v1/errors');
  const found = z.object({ items: z.array(z.object({ site: z.string().nullable(), code: z.string() })) });
  return found.parse(await response.json()).items;
}

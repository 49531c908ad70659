import type { Site, TicketQuery } from '../connector/index.ts';
import { isSignalboxError, SignalboxError } from '../errors/index.ts';
import type { Lane } from '../http/index.ts';
import type { Ticket } from '../model/index.ts';
import type { CompletenessCertificate, Page } from '../reading/index.ts';
import { Tally } from './tally.ts';

export interface SyncOptions {
  /**
   * Takes the new and changed tickets of one page. The checkpoint counts as reached once it resolves, so it belongs
   * in the same transaction. `page` is the page as it came, with the rows that were skipped and those that came again.
   */
  readonly onPage: (
    tickets: readonly Ticket[],
    checkpoint: string,
    page: Page<Ticket>,
  ) => void | Promise<void>;
  readonly signal?: AbortSignal;
  /** Default `backfill`. */
  readonly lane?: Lane;
}

interface Reading {
  readonly checkpoint: string | null;
  readonly failure: CompletenessCertificate['failure'];
}

/**
 * Reads all tickets of a query and certifies what came. Never throws for what the vendor, the caller's `onPage` or
 * the signal does: the certificate says how far it got, and only `complete: true` is a success.
 */
export async function syncTickets(
  site: Pick<Site, 'name' | 'clock' | 'tickets'>,
  query: TicketQuery,
  options: SyncOptions,
): Promise<CompletenessCertificate> {
  const startedAt = new Date(site.clock.now()).toISOString();
  const tally = new Tally();
  const before = await counted(site, query, options);
  const reading = before.failure
    ? { checkpoint: query.checkpoint ?? null, failure: before.failure }
    : await readPages(site, query, options, tally);
  const after = reading.failure ? before : await counted(site, query, options);
  const failure = reading.failure ?? after.failure;
  const countedByVendor = smaller(before.count, after.count);
  const { received, repeated, blankByAccessRules, skipped } = tally;
  const unaccounted = Math.max(0, (countedByVendor ?? 0) - received - skipped.length - blankByAccessRules);
  return {
    site: site.name,
    from: query.updatedFrom ?? null,
    to: query.updatedTo ?? null,
    startedAt,
    finishedAt: new Date(site.clock.now()).toISOString(),
    countedByVendor,
    received,
    blankByAccessRules,
    skipped: [...skipped],
    unaccounted,
    repeated,
    complete: failure === null && unaccounted === 0 && skipped.length === 0 && blankByAccessRules === 0,
    checkpoint: reading.checkpoint,
    failure,
  };
}

async function readPages(
  site: Pick<Site, 'name' | 'tickets'>,
  query: TicketQuery,
  options: SyncOptions,
  tally: Tally,
): Promise<Reading> {
  let checkpoint = query.checkpoint ?? null;
  try {
    if (!site.tickets)
      throw new SignalboxError('configuration', `The site ${site.name} cannot read tickets.`);
    for await (const page of site.tickets.search(query, callOptions(options))) {
      options.signal?.throwIfAborted();
      assertProgress(site.name, page, checkpoint);
      await options.onPage(tally.fresh(page), page.checkpoint, page);
      checkpoint = page.checkpoint;
      if (page.isLast) return { checkpoint, failure: null };
    }
    throw new SignalboxError(
      'vendor-contract',
      `The site ${site.name} ended without a page that is the last.`,
    );
  } catch (error) {
    return { checkpoint, failure: failureOf(error, options.signal) };
  }
}

/** A vendor that hands out one page for ever would otherwise be read for ever. */
function assertProgress(site: string, page: Page<Ticket>, previous: string | null): void {
  if (page.isLast || page.checkpoint !== previous) return;
  throw new SignalboxError('vendor-contract', `The site ${site} does not get on: a page leads to itself.`);
}

async function counted(
  site: Pick<Site, 'tickets'>,
  query: TicketQuery,
  options: SyncOptions,
): Promise<{ readonly count: number | null; readonly failure: CompletenessCertificate['failure'] }> {
  // The vendor counts the whole query, a resumed reading receives the rest of it: not comparable.
  if (!site.tickets?.count || query.checkpoint !== undefined) return { count: null, failure: null };
  try {
    return { count: await site.tickets.count(query, callOptions(options)), failure: null };
  } catch (error) {
    return { count: null, failure: failureOf(error, options.signal) };
  }
}

function callOptions(options: SyncOptions) {
  return { lane: options.lane ?? 'backfill', ...(options.signal ? { signal: options.signal } : {}) } as const;
}

function failureOf(error: unknown, signal: AbortSignal | undefined): CompletenessCertificate['failure'] {
  if (isSignalboxError(error)) return { code: error.code, message: error.message };
  if (signal?.aborted) return { code: 'aborted', message: 'The reading was stopped.' };
  // A stranger's message may quote the ticket it choked on.
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'failed', message: `A page could not be handled (${name}).` };
}

function smaller(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : Math.min(left, right);
}

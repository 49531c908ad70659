import type { Clock } from '@signalbox/sdk';
import type { JobQueue } from '../jobs/index.ts';
import { describeError, type Logger } from '../logging/index.ts';
import type { DirtyTicket, DirtyTickets } from './dirty-tickets.ts';
import { dirtyTicketQueue, ticketJob, ticketJobKey } from './mark-tickets.ts';

/**
 * Queues the jobs of tickets that are marked already, many at a time and right after their webhooks are durable, so
 * that intake does not wait for it. A site that tells more than is looked at keeps the rest marked, and the oldest are
 * queued as its jobs run out: a queue stays short and quick to take from, and one site's flood is not before another
 * site's tickets. What a dying process leaves out is found by {@link TicketQueuer.sweep}.
 */
export interface TicketQueuer {
  add(tickets: readonly DirtyTicket[]): void;
  /**
   * Queues what waits since before `olderThan` (ISO 8601) without a job: a net under the queue. Resolves to how many
   * were queued at once; the rest of a site that is behind follows.
   */
  sweep(olderThan: string): Promise<number>;
  /** Resolves when everything that is not left marked was tried. */
  stop(): Promise<void>;
}

/** Half a minute's work for a site at a vendor's usual pace. */
export const mostQueuedPerSite = 1_000;
const mostAtOnce = 500;
const retryMs = 500;
const refillMs = 250;
/** In a rush of webhooks the next batch gathers for so long: a job in a batch of hundreds costs half as much. */
const gatherMs = 100;
const rush = 16;

export interface TicketQueuerOptions {
  readonly jobs: Pick<JobQueue, 'enqueue' | 'countWaiting'>;
  readonly dirtyTickets: Pick<DirtyTickets, 'queueOldest' | 'waitingSites'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

export function createTicketQueuer({ jobs, dirtyTickets, clock, logger }: TicketQueuerOptions): TicketQueuer {
  let waiting = new Map<string, DirtyTicket>();
  /** At most so many jobs wait per site: what was counted last, and all that was added since. */
  const queued = new Map<string, number>();
  /** Sites of which marked tickets have no job yet. */
  const behind = new Set<string>();
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let refill: NodeJS.Timeout | undefined;
  let isStopping = false;
  let endGathering: (() => void) | undefined;

  async function gather(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, gatherMs);
    endGathering = () => {
      clearTimeout(timer);
      resolve();
    };
    await promise;
    endGathering = undefined;
  }

  async function hasRoom(site: string, count: number): Promise<boolean> {
    let total = (queued.get(site) ?? 0) + count;
    if (total > mostQueuedPerSite)
      total = (await jobs.countWaiting(dirtyTicketQueue, ticketJobKey(site, ''))) + count;
    if (total > mostQueuedPerSite) return false;
    queued.set(site, total);
    return true;
  }

  /** Without the tickets of sites that are behind: those stay marked. */
  async function admitted(batch: readonly DirtyTicket[]): Promise<readonly DirtyTicket[]> {
    const bySite = Map.groupBy(batch, (ticket) => ticket.site);
    const admissible: DirtyTicket[] = [];
    for (const [site, tickets] of bySite) {
      if (behind.has(site)) continue;
      if (await hasRoom(site, tickets.length)) admissible.push(...tickets);
      else fallBehind(site);
    }
    return admissible;
  }

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, mostAtOnce);
      for (const [key] of batch) waiting.delete(key);
      try {
        const tickets = await admitted(batch.map(([, ticket]) => ticket));
        await jobs.enqueue(null, dirtyTicketQueue, tickets.map(ticketJob));
      } catch (error) {
        logger.warn(
          { error: describeError(error), tickets: batch.length },
          'tickets could not be queued yet',
        );
        waiting = new Map([...batch, ...waiting]);
        if (!isStopping) retry = setTimeout(start, retryMs).unref();
        return;
      }
      if (batch.length >= rush && !isStopping) await gather();
    }
  }

  function start(): void {
    retry = undefined;
    running ??= drain().finally(() => {
      running = undefined;
    });
  }

  function fallBehind(site: string): void {
    behind.add(site);
    if (!isStopping) refill ??= setTimeout(catchUp, refillMs).unref();
  }

  async function catchUpSite(site: string, olderThan: string): Promise<number> {
    const room = mostQueuedPerSite - (await jobs.countWaiting(dirtyTicketQueue, ticketJobKey(site, '')));
    queued.set(site, mostQueuedPerSite - room);
    if (room < mostQueuedPerSite / 2) {
      fallBehind(site);
      return 0;
    }
    // Before looking: a ticket that is marked while this looks is queued by `add`, or seen here.
    behind.delete(site);
    const { count, isAll } = await dirtyTickets.queueOldest(site, olderThan, room);
    queued.set(site, (queued.get(site) ?? 0) + count);
    if (!isAll) fallBehind(site);
    return count;
  }

  async function catchUp(): Promise<void> {
    refill = undefined;
    for (const site of [...behind]) {
      try {
        await catchUpSite(site, new Date(clock.now()).toISOString());
      } catch (error) {
        logger.warn({ error: describeError(error), site }, 'tickets that wait could not be queued yet');
        fallBehind(site);
      }
    }
  }

  return {
    add(tickets) {
      for (const ticket of tickets) waiting.set(ticketJobKey(ticket.site, ticket.ticketId), ticket);
      if (retry === undefined) start();
    },
    async sweep(olderThan) {
      let count = 0;
      for (const site of await dirtyTickets.waitingSites(olderThan))
        count += await catchUpSite(site, olderThan);
      return count;
    },
    async stop() {
      isStopping = true;
      clearTimeout(retry);
      clearTimeout(refill);
      endGathering?.();
      await running;
      await drain();
    },
  };
}

import type { JobQueue } from '../jobs/index.ts';
import { describeError, type Logger } from '../logging/index.ts';
import type { DirtyTicket } from './dirty-tickets.ts';
import { dirtyTicketQueue, ticketJob, ticketJobKey } from './mark-tickets.ts';

/**
 * Queues the jobs of tickets that are marked already, many at a time and right after their webhooks are durable, so
 * that intake does not wait for it. What a dying process leaves out, {@link DirtyTickets.requeue} finds.
 */
export interface TicketQueuer {
  add(tickets: readonly DirtyTicket[]): void;
  /** Resolves when everything so far was tried. */
  stop(): Promise<void>;
}

const mostAtOnce = 500;
const retryMs = 500;
/** In a rush of webhooks the next batch gathers for so long: a job in a batch of hundreds costs half as much. */
const gatherMs = 100;
const rush = 16;

export function createTicketQueuer(jobs: JobQueue, logger: Logger): TicketQueuer {
  let waiting = new Map<string, DirtyTicket>();
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
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

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, mostAtOnce);
      for (const [key] of batch) waiting.delete(key);
      try {
        await jobs.enqueue(
          null,
          dirtyTicketQueue,
          batch.map(([, ticket]) => ticketJob(ticket)),
        );
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

  return {
    add(tickets) {
      for (const ticket of tickets) waiting.set(ticketJobKey(ticket.site, ticket.ticketId), ticket);
      if (retry === undefined) start();
    },
    async stop() {
      isStopping = true;
      clearTimeout(retry);
      endGathering?.();
      await running;
      await drain();
    },
  };
}

import { judgeSample, siteVendor } from '@signalbox/triage/line';
import { z } from 'zod';
import { defineJob, type Job } from '../../jobs/index.ts';
import type { Kernel } from '../../kernel.ts';
import type { WatchTables } from './tables.ts';
import type { WatchedTarget, WatchLog } from './watch-log.ts';

export const settleQueue = 'watch-settle';
export const settledTicketSchema = z.object({ site: z.string(), ticketId: z.string() });
export type SettledTicket = z.infer<typeof settledTicketSchema>;

/** Reads what people chose on a settled ticket that was drawn blind, and holds the count against the promise. */
export function settleJob(
  kernel: Kernel,
  log: WatchLog,
  judge: (target: WatchedTarget) => Promise<void>,
): Job {
  return defineJob({
    queue: settleQueue,
    data: settledTicketSchema,
    async handle({ site: name, ticketId }, { signal }) {
      const site = kernel.sites.get(name);
      // A site that left the configuration keeps its samples; they are read when it comes back.
      if (!site) return { retryAfterMs: 60_000 };
      const samples = await log.waiting(name, ticketId);
      if (samples.length === 0) return undefined;
      const vendor = siteVendor(site);
      const ticket = await vendor.readTicket(ticketId, signal);
      const history = ticket ? await vendor.readHistory(ticket, signal) : [];
      const at = new Date(kernel.clock.now()).toISOString();
      const judged = samples.flatMap((sample) => {
        // A ticket that is gone says nothing any more.
        const outcome = ticket ? judgeSample(sample, ticket, history) : 'unlabelled';
        return outcome === null ? [] : [{ sample, outcome }];
      });
      await kernel.store.transaction<WatchTables, void>(async (transaction) => {
        for (const { sample, outcome } of judged) await log.settle(transaction, sample, outcome, at);
      });
      for (const { sample } of judged) {
        await judge({ site: name, certificateId: sample.certificate_id, target: sample.target });
      }
      return undefined;
    },
  });
}

/** Every night the tickets that are still waited for are looked at: news of their end may have been lost. */
export function settleSweep(kernel: Kernel, log: WatchLog): Job {
  return defineJob({
    queue: 'watch-sweep',
    data: z.object({}),
    schedule: '43 2 * * *',
    async handle() {
      const tickets = await log.waitingTickets();
      await kernel.jobs.enqueue(
        null,
        settleQueue,
        tickets.map((ticket) => ({ key: `${ticket.site}/${ticket.ticketId}`, data: ticket })),
      );
      return undefined;
    },
  });
}

import { humanQueueAction, siteVendor } from '@signalbox/triage/line';
import { describeReason, type ReasonCode } from '@signalbox/triage/schema';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import { oneSite } from '../store/index.ts';
import { type FollowUp, followUpQueue, followUpSchema, type Outbox } from '../writeback/index.ts';
import type { Receipts } from './receipts.ts';

const reasons: Readonly<Record<FollowUp['outcome'], ReasonCode>> = {
  rejected: 'write-rejected',
  unknown: 'write-unknown',
};

type FollowUpKernel = Pick<Kernel, 'sites' | 'store' | 'clock'>;

async function markForPeople(
  { site: name, ticketId, receiptId, outcome }: FollowUp,
  { sites, store, clock }: FollowUpKernel,
  receipts: Receipts,
  outbox: Outbox,
): Promise<void> {
  const site = sites.get(name);
  const receipt = site && (await receipts.find(oneSite(name), receiptId));
  if (!receipt) return;
  // A newer decision has its own actions.
  if ((await receipts.latest(name, ticketId))?.id !== receiptId) return;
  const vendor = siteVendor(site);
  const ticket = await vendor.readTicket(ticketId);
  if (!ticket) return;
  const plan = {
    ticket,
    decision: receipt.decision,
    policy: receipt.input.policy,
    receiptId,
    modelId: receipt.input.classification?.modelId ?? null,
    createdAt: new Date(clock.now()).toISOString(),
  };
  const mark = humanQueueAction(plan, vendor, `Left to people: ${describeReason(reasons[outcome])}`);
  if (mark) await store.transaction((transaction) => outbox.add(transaction, [mark]));
}

/**
 * A write that was refused, or of which nobody knows whether it landed, goes to people: the ticket is marked for the
 * vendor's human queue with that reason. A conflict needs no mark: a human has just chosen a value.
 */
export function followUpJob(kernel: FollowUpKernel, receipts: Receipts, outbox: Outbox): Job {
  return defineJob({
    queue: followUpQueue,
    data: followUpSchema,
    async handle(followUp) {
      // A site that left the configuration keeps its tickets; they are marked when it comes back.
      if (!kernel.sites.has(followUp.site)) return { retryAfterMs: 60_000 };
      await markForPeople(followUp, kernel, receipts, outbox);
      return undefined;
    },
  });
}

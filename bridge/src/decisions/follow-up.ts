import type { Site } from '@signalbox/sdk';
import { humanQueueAction, siteVendor } from '@signalbox/triage/line';
import { type Action, describeReason, type ReasonCode } from '@signalbox/triage/schema';
import type { Kernel } from '../kernel.ts';
import { oneSite } from '../store/index.ts';
import type { Outbox } from '../writeback/index.ts';
import type { Receipts } from './receipts.ts';

const reasons: Readonly<Partial<Record<Action['status'], ReasonCode>>> = {
  rejected: 'write-rejected',
  unknown: 'write-unknown',
};

/**
 * A write that was refused, or of which nobody knows whether it landed, goes to people: the ticket is marked for the
 * vendor's human queue with that reason. A conflict needs no mark: a human has just chosen a value.
 */
export async function followUp(
  action: Action,
  kernel: Pick<Kernel, 'sites' | 'store' | 'clock'>,
  receipts: Receipts,
  outbox: Outbox,
): Promise<void> {
  const reason = reasons[action.status];
  const site: Site | undefined = kernel.sites.get(action.site);
  if (!reason || action.kind !== 'apply' || !site) return;
  const receipt = await receipts.find(oneSite(action.site), action.receiptId);
  const vendor = siteVendor(site);
  const ticket = receipt && (await vendor.readTicket(action.change.ticketId));
  if (!receipt || !ticket) return;
  const plan = {
    ticket,
    decision: receipt.decision,
    policy: receipt.input.policy,
    receiptId: receipt.id,
    modelId: receipt.input.classification?.modelId ?? null,
    createdAt: new Date(kernel.clock.now()).toISOString(),
  };
  const mark = humanQueueAction(plan, vendor, `Left to people: ${describeReason(reason)}`);
  if (mark) await kernel.store.transaction((transaction) => outbox.add(transaction, [mark]));
}

import type { Ticket, TicketChange } from '@signalbox/sdk';
import type { Action, Decision, Policy } from '../schema/index.ts';
import { explainChange, explainEscalation } from './explanation.ts';
import { actionId } from './identifiers.ts';
import type { VendorPort } from './ports.ts';

interface Plan {
  readonly ticket: Ticket;
  readonly decision: Decision;
  readonly policy: Policy;
  readonly receiptId: string;
  readonly modelId: string | null;
  readonly createdAt: string;
}

function pendingAction(
  plan: Plan,
  kind: Action['kind'],
  change: Pick<TicketChange, 'fields' | 'explanation'>,
): Action {
  const id = actionId(plan.receiptId, kind);
  return {
    id,
    site: plan.ticket.site,
    receiptId: plan.receiptId,
    kind,
    change: {
      actionId: id,
      ticketId: plan.ticket.id,
      ticketKey: plan.ticket.key,
      ticketType: plan.ticket.type,
      project: plan.ticket.project,
      fields: change.fields,
      explanation: change.explanation,
    },
    status: 'pending',
    attempts: 0,
    uncertainAttempts: 0,
    uncertainSince: null,
    reason: null,
    createdAt: plan.createdAt,
  };
}

/** The action that marks a ticket for people, when policy and vendor have such a mark. */
export function humanQueueAction(
  plan: Plan,
  vendor: Pick<VendorPort, 'humanQueueMark'>,
  reason?: string,
): Action | null {
  if (plan.policy.humanQueue === 'leave') return null;
  const mark = vendor.humanQueueMark(plan.ticket, reason ?? explainEscalation(plan.decision));
  return mark && pendingAction(plan, 'human-queue', mark);
}

/** What a decision asks to be written: all applied fields in one change, or the mark of the human queue, or nothing. */
export function planActions(plan: Plan, vendor: Pick<VendorPort, 'humanQueueMark'>): Action[] {
  if (plan.decision.route === 'apply') {
    const fields = plan.decision.fields.flatMap((field) =>
      field.route === 'apply' && field.value
        ? [{ path: field.path, operation: field.operation, from: field.current, to: field.value }]
        : [],
    );
    const explanation =
      plan.policy.explanation === 'internal'
        ? { markdown: explainChange(plan.decision, plan.modelId), audience: 'internal' as const }
        : null;
    return [pendingAction(plan, 'apply', { fields, explanation })];
  }
  if (plan.decision.route !== 'escalate') return [];
  const mark = humanQueueAction(plan, vendor);
  return mark ? [mark] : [];
}

import type { FieldResult, TicketChange, VendorRequest } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import { issuePath } from '../rest/index.ts';
import { compareField, type FieldPlan } from './compare-field.ts';
import { type ExplanationPlan, planExplanation } from './explanation.ts';
import type { IssueState } from './issue-state.ts';
import { type MarkerEntry, markerProperty } from './marker.ts';

/** What a change comes to on an issue as it is now. */
export interface ChangePlan {
  /** Fields that will not be written, and why. */
  readonly skipped: readonly FieldResult[];
  /** Fields that the edit writes. */
  readonly written: readonly { readonly path: FieldResult['path']; readonly fieldId: string }[];
  /** The one request that carries change and marker; null when there is nothing to write. */
  readonly edit: VendorRequest | null;
  readonly mark: MarkerEntry;
  readonly explanation: ExplanationPlan;
}

type Written = Exclude<FieldPlan, { readonly kind: 'skip' }>;

function editRequest(ticketId: string, plans: readonly Written[], property: object): VendorRequest {
  const fields = plans.flatMap((plan) => (plan.kind === 'set' ? [[plan.fieldId, plan.value]] : []));
  const update = plans.flatMap((plan) => (plan.kind === 'update' ? [[plan.fieldId, plan.operations]] : []));
  return {
    method: 'PUT',
    path: issuePath(ticketId),
    body: {
      ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
      ...(update.length > 0 ? { update: Object.fromEntries(update) } : {}),
      properties: [property],
    },
    kind: 'write',
    ticketId,
  };
}

/** Pure: what `apply` would do now. `at` is milliseconds since the epoch. */
export function planChange(
  state: IssueState,
  change: TicketChange,
  configuration: Pick<JiraConfiguration, 'explanation'>,
  at: number,
): ChangePlan {
  const plans = change.fields.map((field) => ({ path: field.path, plan: compareField(state, field) }));
  const skipped = plans.flatMap(({ plan }) => (plan.kind === 'skip' ? [plan.result] : []));
  const writing = plans.flatMap(({ path, plan }) => (plan.kind === 'skip' ? [] : [{ path, plan }]));
  const explanation = planExplanation(change, state.projectType, configuration);
  const mark: MarkerEntry = {
    actionId: change.actionId,
    written: writing.map(({ plan }) => plan.fieldId),
    at: new Date(at).toISOString(),
    ...(explanation.kind === 'property' ? { reason: explanation.text } : {}),
  };
  const isExplanationOnly = change.fields.length === 0 && explanation.kind !== 'none';
  const isNeeded = writing.length > 0 || isExplanationOnly;
  return {
    skipped,
    written: writing.map(({ path, plan }) => ({ path, fieldId: plan.fieldId })),
    edit: isNeeded
      ? editRequest(
          change.ticketId,
          writing.map(({ plan }) => plan),
          markerProperty(state.marks, mark),
        )
      : null,
    mark,
    explanation,
  };
}

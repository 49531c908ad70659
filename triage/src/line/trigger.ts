import type { FieldHistoryEntry, FieldPath, Ticket, TicketEventType } from '@signalbox/sdk';
import type { Policy, Receipt } from '../schema/index.ts';

/** What is known about why a ticket needs a look: the news since the last look, folded together. */
export interface Trigger {
  readonly types: readonly TicketEventType[];
  /** Paths that changed; null when some event did not say. */
  readonly changed: readonly FieldPath[] | null;
  /** True when every event was our own write. */
  readonly isOwnOnly: boolean;
}

export type Eligibility =
  | { readonly isEligible: true }
  | {
      readonly isEligible: false;
      readonly why:
        | 'own-change'
        | 'not-triage-relevant'
        | 'finished'
        | 'type-not-covered'
        | 'project-not-covered'
        | 'human-acted';
    };

const finished: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled']);
const news: ReadonlySet<TicketEventType> = new Set<TicketEventType>([
  'signalbox.ticket.created',
  'signalbox.ticket.discovered',
]);
const text: ReadonlySet<FieldPath> = new Set<FieldPath>(['summary', 'description']);

/**
 * Triage looks at a ticket when it is created or found, and when its text changes before a human acted on a mapped
 * field. Comments, our own writes and other edits are not triage-relevant.
 */
export function assessEligibility(
  ticket: Ticket,
  trigger: Trigger,
  history: readonly FieldHistoryEntry[],
  policy: Policy,
  previous: Receipt | null,
): Eligibility {
  const no = (why: Exclude<Eligibility, { isEligible: true }>['why']): Eligibility => ({
    isEligible: false,
    why,
  });
  if (trigger.isOwnOnly) return no('own-change');
  if (!policy.types.includes(ticket.type)) return no('type-not-covered');
  if (policy.projects && ticket.project !== null && !policy.projects.includes(ticket.project))
    return no('project-not-covered');
  if (finished.has(ticket.state.phase)) return no('finished');
  const isNews = trigger.types.some((type) => news.has(type));
  // What a backfill brings is looked at once, and never in the place of what was decided before.
  const isFirstSight = isNews || trigger.types.includes('signalbox.ticket.backfilled');
  if (isFirstSight && previous === null) return { isEligible: true };
  const mayHaveNewText =
    isNews ||
    (trigger.types.includes('signalbox.ticket.updated') &&
      (trigger.changed === null || trigger.changed.some((path) => text.has(path))));
  if (!mayHaveNewText) return no('not-triage-relevant');
  const mapped = new Set<FieldPath>(Object.values(policy.fields).map((field) => field.path));
  if (history.some((entry) => mapped.has(entry.path) && !entry.isOwn)) return no('human-acted');
  return { isEligible: true };
}

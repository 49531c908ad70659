import type { CallOptions, TicketChange, VendorRequest } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import {
  hasPlatformComment,
  hasServiceDeskComment,
  type JiraContext,
  platformComment,
  serviceDeskComment,
} from '../rest/index.ts';
import type { IssueState } from './issue-state.ts';

/** Where an explanation goes: a comment, or, where no comment is internal, only into our own property. */
export type ExplanationPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'property'; readonly text: string }
  | {
      readonly kind: 'comment';
      readonly request: VendorRequest;
      /** True when the comment is there already. */
      readonly isWritten: (context: JiraContext, options?: CallOptions) => Promise<boolean>;
    };

/** Ends the comment and finds it again: there is no idempotency key. The brackets keep one id from matching a longer one. */
const referenceOf = (actionId: string): string => `(Signalbox action ${actionId})`;

/**
 * Plans where the explanation goes. On service projects a comment is internal only through the service desk's API; on
 * others every comment is for everyone, so that takes an opt-in. Where Jira does not say which it is, nothing is risked.
 */
export function planExplanation(
  change: TicketChange,
  projectType: IssueState['projectType'],
  { explanation: choice }: Pick<JiraConfiguration, 'explanation'>,
): ExplanationPlan {
  const { explanation, actionId, ticketId } = change;
  if (!explanation) return { kind: 'none' };
  const reference = referenceOf(actionId);
  const markdown = `${explanation.markdown}\n\n${reference}`;
  const isOptedIn = explanation.audience === 'public';
  if (projectType === 'service_desk') {
    return {
      kind: 'comment',
      request: serviceDeskComment(ticketId, markdown, isOptedIn),
      isWritten: (context, options) => hasServiceDeskComment(context, ticketId, reference, options),
    };
  }
  if (projectType !== null && (isOptedIn || choice === 'public-elsewhere')) {
    return {
      kind: 'comment',
      request: platformComment(ticketId, markdown),
      isWritten: (context, options) => hasPlatformComment(context, ticketId, reference, options),
    };
  }
  return { kind: 'property', text: explanation.markdown };
}

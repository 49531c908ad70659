import type { JournalEntry } from '@signalbox/sdk/sandbox';
import type { Account, Issue, SiteState } from '../state/index.ts';

type Told = Pick<JournalEntry, 'kind' | 'fields' | 'actionId'> & { readonly isPublic?: boolean };

/** Owns up to one effect. */
export function record(state: SiteState, issue: Issue, account: Account, told: Told): void {
  state.journal.push({
    at: new Date(state.now()).toISOString(),
    ticketId: issue.id,
    actor: account.accountId,
    isPublic: false,
    ...told,
  });
}

import type { Account, Issue, SiteState, StoredFields } from '../state/index.ts';

/** An issue as the search index knows it. */
export interface Candidate {
  readonly issue: Issue;
  readonly fields: StoredFields;
}

export type Predicate = (candidate: Candidate) => boolean;

export interface SearchContext {
  readonly state: SiteState;
  readonly account: Account;
}

import type { Account, SiteState } from '../state/index.ts';

/** One request, read and authenticated, as a route sees it. */
export interface Exchange {
  readonly state: SiteState;
  readonly account: Account;
  readonly method: string;
  /** Without the base URL and without the prefix that OAuth clients put before it. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Of the API; version 2 differs in addresses and in how it writes text. */
  readonly version: 2 | 3;
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown;
  /** True for an OAuth access token: some operations are for apps only. */
  readonly isApp: boolean;
}

import type { Account, SiteState } from '../state/index.ts';
import type { TimeZone } from '../time/index.ts';

export type ApiVersion = 2 | 3;

/** For whom a response is written: moments are shown in the reader's own time zone. */
export interface Viewer {
  readonly state: SiteState;
  readonly zone: TimeZone;
  /** Of the API: text is a document in version 3, wiki markup in version 2, which is also that of Jira's webhooks. */
  readonly version: ApiVersion;
}

export const viewerFor = (state: SiteState, account: Account, version: ApiVersion = 3): Viewer => ({
  state,
  zone: state.zone(account.timeZone),
  version,
});

export const selfUrl = (viewer: Viewer, path: string): string =>
  `${viewer.state.baseUrl}/rest/api/${viewer.version}/${path}`;

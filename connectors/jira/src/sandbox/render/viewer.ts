import type { Account, SiteState } from '../state/index.ts';
import type { TimeZone } from '../time/index.ts';

/** For whom a response is written: moments are shown in the reader's own time zone. */
export interface Viewer {
  readonly state: SiteState;
  readonly zone: TimeZone;
  /** `rest`: version 3 of the API. `webhook`: version 2 addresses and wiki markup, as Jira's webhooks are. */
  readonly form: 'rest' | 'webhook';
}

export const viewerFor = (state: SiteState, account: Account, form: Viewer['form'] = 'rest'): Viewer => ({
  state,
  zone: state.zone(account.timeZone),
  form,
});

export const selfUrl = (viewer: Viewer, path: string): string =>
  `${viewer.state.baseUrl}/rest/api/${viewer.form === 'rest' ? 3 : 2}/${path}`;

/** What a site allows. Null: no such limit. */
export interface JiraLimits {
  /** One pool per app, filled again at the top of the UTC hour. */
  readonly pointsPerHour: number | null;
  /** How long the hour of the points lasts; shorter where nobody wants to wait for one. Begins at multiples of it (UTC). */
  readonly hourMs: number;
  /** Jira counts points for apps only; traffic with API tokens has the burst limits alone. */
  readonly pointsCountFor: 'apps' | 'everyone';
  /** Requests per second. */
  readonly burst: {
    readonly GET: number;
    readonly POST: number;
    readonly PUT: number;
    readonly DELETE: number;
    readonly getIssue: number;
  } | null;
  /** Writes to one issue, each window on its own. */
  readonly issueWrites: readonly { readonly count: number; readonly windowMs: number }[];
}

/** No limits: the default, because most tests and the demo ask something else. */
export const noLimits: JiraLimits = {
  pointsPerHour: null,
  hourMs: 3_600_000,
  pointsCountFor: 'apps',
  burst: null,
  issueWrites: [],
};

/** What Atlassian documents for Jira Cloud (https://developer.atlassian.com/cloud/jira/platform/rate-limiting/). */
export const documentedLimits: JiraLimits = {
  pointsPerHour: 65_000,
  hourMs: 3_600_000,
  pointsCountFor: 'apps',
  burst: { GET: 100, POST: 100, PUT: 50, DELETE: 50, getIssue: 150 },
  issueWrites: [
    { count: 20, windowMs: 2_000 },
    { count: 100, windowMs: 30_000 },
  ],
};

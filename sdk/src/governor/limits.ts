/** What the vendor allows and how long it may take; the governor starts from here and learns. */
export interface Limits {
  /** Share of the vendor's quota that the admin grants, 0-1. Default 0.25. */
  readonly share: number;
  /** Requests per second before the vendor says otherwise (already multiplied by nothing: the governor applies `share`). */
  readonly requestsPerSecond: number;
  readonly maxConcurrent: number;
  readonly timeoutMs: number;
  /** The longest a request may go on inside the vendor after we stop waiting: how long a repeat of a write must wait. */
  readonly longestRequestMs: number;
}

import type { HttpMethod } from './transport.ts';

/** Who waits for the answer; an earlier lane goes first. */
export const lanes = ['interactive', 'webhook', 'backfill'] as const;
export type Lane = (typeof lanes)[number];

export interface VendorRequest {
  readonly method: HttpMethod;
  /** A path under the site's base URL, or an absolute URL whose origin the connector declared. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default `webhook`. */
  readonly lane?: Lane;
  /**
   * True when sending it twice does no more than sending it once. Default: true for GET only. What is not
   * repeatable is repeated only when the vendor certainly did not act (429, connection refused).
   */
  readonly isRepeatable?: boolean;
  /** What the circuit breaker and the metrics group by (`read`, `search`, `write`, `cmdb`, …). Default: by method. */
  readonly kind?: string;
  /** For limits that hold back one ticket only. */
  readonly ticketId?: string;
  /**
   * The most it can cost of a quota that counts more than requests (Jira: 1, and 1 for each object read). Where the
   * vendor says what is left, what it really cost is seen there. Default 1.
   */
  readonly points?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Status codes outside 2xx that are an answer, not an error. */
  readonly accept?: readonly number[];
}

export interface VendorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined for an empty body. Parse it with zod before use. */
  readonly body: unknown;
}

/** HTTP toward one site: authenticated, governed, with time-outs, safe retries and a circuit breaker. */
export interface SiteClient {
  request(request: VendorRequest): Promise<VendorResponse>;
}

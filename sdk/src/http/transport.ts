/** One HTTP exchange, without policy: no retries, no limits, no redirects followed, no opinion on status codes. */
export interface TransportRequest {
  readonly method: HttpMethod;
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As received; the client above parses it. */
  readonly body: string;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * How a request reaches the vendor: axios by default, Forge's `requestJira` inside Forge. Throws a
 * `SignalboxError` (`network`, `timeout`, `aborted`) when there is no answer, with `mayHaveTakenEffect` told honestly.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

import type { Lane } from './site-client.ts';
import type { TransportRequest, TransportResponse } from './transport.ts';

/** A request with all that a governor needs to schedule, limit and repeat it. */
export interface GovernedRequest extends TransportRequest {
  readonly lane: Lane;
  readonly kind: string;
  readonly isRepeatable: boolean;
  readonly ticketId: string | undefined;
  /** The most it can cost of the vendor's quota. */
  readonly points: number;
  /** Statuses that are an answer, never a reason to repeat. */
  readonly accept: readonly number[];
}

export interface GovernedResponse extends TransportResponse {
  /** True when an earlier try of the same request ended without a certain answer: its effect may be there, too. */
  readonly mayHaveTakenEffect: boolean;
}

/** A transport that waits its turn. Resolves with the last response, whatever its status. */
export type GovernedTransport = (request: GovernedRequest) => Promise<GovernedResponse>;

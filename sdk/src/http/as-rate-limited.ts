import type { TransportResponse } from './transport.ts';

/**
 * GitHub refuses with 403 what others refuse with 429, and says so in the headers ("Rate limits for the REST API": either
 * status, with `retry-after`, or with nothing remaining). Such an answer becomes a 429; any other stays as it is.
 */
export function asRateLimited(response: TransportResponse): TransportResponse {
  const { status, headers } = response;
  if (status !== 403) return response;
  const isLimit = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining']?.trim() === '0';
  return isLimit ? { ...response, status: 429 } : response;
}

import { type ErrorCode, type ErrorFacts, SignalboxError } from '../errors/index.ts';
import type { GovernedResponse } from './governed-transport.ts';
import { readLimitNews } from './limit-news.ts';
import type { HttpMethod } from './transport.ts';
import type { VendorComplaint } from './vendor-complaint.ts';

export interface FailedExchange {
  readonly site: string;
  readonly method: HttpMethod;
  readonly kind: string;
  readonly response: GovernedResponse;
  /** Already without echoes of the request. */
  readonly complaint: VendorComplaint | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Meaning {
  readonly code: ErrorCode;
  readonly sentence: string;
}

const meanings: Readonly<Record<number, Meaning>> = {
  400: { code: 'rejected', sentence: 'refused the request as invalid' },
  401: {
    code: 'authentication',
    sentence: 'refused the credentials; check the user, token or client of the site',
  },
  403: {
    code: 'permission',
    sentence: 'does not permit this to the integration account; grant the permission in the vendor',
  },
  404: { code: 'not-found', sentence: 'has no such record, or hides it from the integration account' },
  408: { code: 'timeout', sentence: 'gave up waiting for the request' },
  409: { code: 'conflict', sentence: 'says that the record changed meanwhile' },
  410: { code: 'not-found', sentence: 'has removed the record or the endpoint' },
  412: { code: 'conflict', sentence: 'says that the record changed meanwhile' },
  413: { code: 'too-large', sentence: 'refused the request as too large' },
  422: { code: 'rejected', sentence: 'refused the values' },
  423: { code: 'conflict', sentence: 'says that the record is locked' },
  429: { code: 'rate-limited', sentence: 'asks to send fewer requests' },
};

/** The error that a response outside 2xx means. Its message holds no ticket text, no URL and no secret. */
export function responseError(exchange: FailedExchange): SignalboxError {
  const { response, site, complaint } = exchange;
  const { code, sentence } = meaningOf(response.status);
  const said = complaint?.message ? ` It says: ${complaint.message}` : '';
  const facts: ErrorFacts = {
    site,
    statusCode: response.status,
    isRetryable: ['rate-limited', 'vendor-unavailable', 'timeout'].includes(code),
    retryAfterMs: readLimitNews(response.status, response.headers, exchange.now).retryAfterMs ?? undefined,
    mayHaveTakenEffect:
      exchange.method !== 'GET' &&
      (response.mayHaveTakenEffect || code === 'vendor-unavailable' || response.status === 408),
    fields: complaint?.fields,
  };
  return new SignalboxError(
    code,
    `The site ${site} ${sentence} (${exchange.method} for ${exchange.kind}, status ${response.status}).${said}`,
    facts,
  );
}

function meaningOf(status: number): Meaning {
  const known = meanings[status];
  if (known) return known;
  if (status >= 500) return { code: 'vendor-unavailable', sentence: 'failed to answer' };
  if (status >= 400) return { code: 'rejected', sentence: 'refused the request' };
  return { code: 'vendor-contract', sentence: 'gave an answer that nobody expected' };
}

import type { Clock } from '../clock/index.ts';
import { isSignalboxError, SignalboxError, withFacts } from '../errors/index.ts';
import type { Authentication } from './authentication.ts';
import type { GovernedRequest, GovernedResponse, GovernedTransport } from './governed-transport.ts';
import { assertPermitted, isOwnOrigin, type PermittedOrigins, requestUrl } from './request-url.ts';
import { responseError } from './response-error.ts';
import type { SiteClient, VendorRequest, VendorResponse } from './site-client.ts';
import type { Transport } from './transport.ts';
import { type ReadComplaint, withoutEchoes } from './vendor-complaint.ts';

export interface SiteClientOptions extends PermittedOrigins {
  readonly authentication: Authentication;
  /** Every request of the site goes through this one. */
  readonly governed: GovernedTransport;
  /** For the credentials' own calls (a token endpoint), which must not wait behind the requests that need the token. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** The `User-Agent`. */
  readonly identity: string;
  readonly readError?: ReadComplaint;
}

const mostRedirects = 5;
const redirects: readonly number[] = [301, 302, 303, 307, 308];

/** HTTP toward one site: JSON in and out, credentials for its own origin only, every failure a `SignalboxError`. */
export function createSiteClient(options: SiteClientOptions): SiteClient {
  return {
    async request(request) {
      const url = requestUrl(options, request);
      const response = await followed(options, request, url).catch((error: unknown) => {
        throw isSignalboxError(error) ? withFacts(error, { site: options.site }) : error;
      });
      const isAnswer =
        (response.status >= 200 && response.status < 300) || request.accept?.includes(response.status);
      if (!isAnswer) throw failure(options, request, response);
      return { status: response.status, headers: response.headers, body: parsed(options, request, response) };
    },
  };
}

async function followed(
  options: SiteClientOptions,
  request: VendorRequest,
  start: URL,
): Promise<GovernedResponse> {
  let url = start;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await authenticated(options, request, url);
    const location = response.headers.location;
    const isRedirect = redirects.includes(response.status) && location !== undefined;
    if (!isRedirect || request.accept?.includes(response.status)) return response;
    const target = new URL(location, url);
    assertPermitted(options, target);
    if (request.method !== 'GET') throw redirectedWrite(options, target);
    url = target;
  }
  throw new SignalboxError('vendor-contract', `The site ${options.site} redirects in a circle.`, {
    site: options.site,
  });
}

async function authenticated(
  options: SiteClientOptions,
  request: VendorRequest,
  url: URL,
): Promise<GovernedResponse> {
  const send = async () => options.governed(await governedRequest(options, request, url));
  const response = await send();
  // A refused credential certainly had no effect: safe to repeat for writes, too.
  if (response.status !== 401 || !isOwnOrigin(options, url) || request.accept?.includes(401)) return response;
  return options.authentication.refresh?.() ? send() : response;
}

async function governedRequest(
  options: SiteClientOptions,
  request: VendorRequest,
  url: URL,
): Promise<GovernedRequest> {
  const { transport, clock } = options;
  const isOwn = isOwnOrigin(options, url);
  const credentials = isOwn
    ? await options.authentication.headers({ transport, clock, signal: request.signal })
    : {};
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return {
    method: request.method,
    url: url.href,
    headers: {
      accept: 'application/json',
      'user-agent': options.identity,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...callerHeaders(request, isOwn),
      ...lowerCased(credentials),
    },
    body,
    timeoutMs: request.timeoutMs ?? options.timeoutMs,
    signal: request.signal,
    lane: request.lane ?? 'webhook',
    kind: kindOf(request),
    isRepeatable: request.isRepeatable ?? request.method === 'GET',
    ticketId: request.ticketId,
    points: request.points ?? 1,
    accept: request.accept ?? [],
  };
}

/** What a caller adds may be a credential, too: such headers stay with the site. */
function callerHeaders(request: VendorRequest, isOwn: boolean): Readonly<Record<string, string>> {
  const headers = lowerCased(request.headers ?? {});
  if (isOwn) return headers;
  const harmless = Object.entries(headers).filter(
    ([name]) => name === 'accept' || name === 'accept-language',
  );
  return Object.fromEntries(harmless);
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function kindOf(request: VendorRequest): string {
  return request.kind ?? (request.method === 'GET' ? 'read' : 'write');
}

function parsed(
  options: SiteClientOptions,
  request: VendorRequest,
  response: GovernedResponse,
): VendorResponse['body'] {
  if (response.body.trim() === '') return undefined;
  try {
    return JSON.parse(response.body);
  } catch {
    const isAccepted = request.accept?.includes(response.status) ?? false;
    if (isAccepted) return undefined;
    const type = response.headers['content-type']?.split(';')[0] ?? 'no content type';
    throw new SignalboxError(
      'vendor-contract',
      `The site ${options.site} answered with ${type} where JSON was expected (${request.method} for ${kindOf(request)}). ` +
        'Check that the base URL is the API and not a login page.',
      { site: options.site, statusCode: response.status, mayHaveTakenEffect: request.method !== 'GET' },
    );
  }
}

function failure(
  options: SiteClientOptions,
  request: VendorRequest,
  response: GovernedResponse,
): SignalboxError {
  const body = jsonOrNothing(response.body);
  const complaint = body === undefined ? null : (options.readError?.(body) ?? null);
  return responseError({
    site: options.site,
    method: request.method,
    kind: kindOf(request),
    response,
    complaint: complaint && withoutEchoes(complaint, request.body),
    now: options.clock.now(),
  });
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redirectedWrite(options: SiteClientOptions, target: URL): SignalboxError {
  return new SignalboxError(
    'vendor-contract',
    `The site ${options.site} redirects a write to ${target.origin}. Writes are never sent on: set the base URL to where the API is.`,
    { site: options.site },
  );
}

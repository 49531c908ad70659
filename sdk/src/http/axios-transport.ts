import { lookup as resolveName } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import axios, { type AxiosInstance } from 'axios';
import { isSignalboxError, SignalboxError } from '../errors/index.ts';
import { isLinkLocalAddress } from './address-guard.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';
import { transportFailure } from './transport-failure.ts';

export interface AxiosTransportOptions {
  /** Connections kept open per origin. Default 32. */
  readonly maxSockets?: number;
  /** A longer answer is an error. Default 16 MiB. */
  readonly maxResponseBytes?: number;
  /** How names become addresses. Default: the system's resolver. */
  readonly lookup?: LookupFunction;
}

const defaults = { maxSockets: 32, maxResponseBytes: 16 * 1024 * 1024 } as const;

/** Over the network, through axios. Follows no redirect: the client above knows where credentials may go. */
export function axiosTransport(options: AxiosTransportOptions = {}): Transport {
  const { maxSockets, maxResponseBytes } = { ...defaults, ...options };
  const agent = { keepAlive: true, maxSockets, lookup: guardedLookup(options.lookup ?? resolveName) };
  const client = axios.create({
    adapter: 'http',
    httpAgent: new http.Agent(agent),
    httpsAgent: new https.Agent(agent),
    maxRedirects: 0,
    maxContentLength: maxResponseBytes,
    maxBodyLength: Number.POSITIVE_INFINITY,
    responseType: 'text',
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
  });
  return (request) => exchange(client, request);
}

async function exchange(client: AxiosInstance, request: TransportRequest): Promise<TransportResponse> {
  if (request.signal?.aborted) throw transportFailure(request, 'aborted', false);
  // An address needs no look-up, which is where names are refused.
  if (isLinkLocalAddress(new URL(request.url).hostname)) throw linkLocal(new URL(request.url).hostname);
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const progress = { wasConnected: false };
  try {
    const response = await client.request<string>({
      method: request.method,
      url: request.url,
      headers: { ...request.headers },
      data: request.body,
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      transport: observedTransport(request.url, progress),
    });
    return { status: response.status, headers: plainHeaders(response.headers), body: response.data ?? '' };
  } catch (error) {
    throw failureOf(error, request, timeout, progress.wasConnected);
  }
}

/** Tells whether a connection was ever open: before that, no request can have reached the vendor. */
function observedTransport(url: string, progress: { wasConnected: boolean }) {
  const isSecure = url.startsWith('https:');
  const native = isSecure ? https : http;
  return {
    request(options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) {
      const request = native.request(options, onResponse);
      request.once('socket', (socket) => {
        const connected = () => {
          progress.wasConnected = true;
        };
        if (isOpening(socket)) socket.once(isSecure ? 'secureConnect' : 'connect', connected);
        else connected();
      });
      return request;
    },
  };
}

function isOpening(socket: Socket): boolean {
  if (socket.connecting) return true;
  // Before the handshake is done a TLS socket knows no protocol version.
  return socket instanceof TLSSocket && [null, 'unknown'].includes(socket.getProtocol());
}

function failureOf(
  error: unknown,
  request: TransportRequest,
  timeout: AbortSignal,
  wasConnected: boolean,
): SignalboxError {
  if (request.signal?.aborted) return transportFailure(request, 'aborted', wasConnected);
  if (timeout.aborted) return transportFailure(request, 'timeout', wasConnected);
  const cause = axios.isAxiosError(error) ? error.cause : undefined;
  if (isSignalboxError(cause)) return cause;
  // The library's error holds headers and body: only its code may go on.
  const code = axios.isAxiosError(error) ? error.code : undefined;
  const isTooLong = error instanceof Error && error.message.startsWith('maxContentLength');
  if (isTooLong) {
    return new SignalboxError(
      'too-large',
      `${new URL(request.url).host} sent a longer answer than is read.`,
      {
        mayHaveTakenEffect: request.method !== 'GET',
      },
    );
  }
  return transportFailure(request, 'network', wasConnected, code);
}

function plainHeaders(headers: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

/** A name may resolve to a link-local address although its letters look harmless. */
function guardedLookup(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address, family) => {
      if (error) return callback(error, address, family);
      const found = Array.isArray(address) ? address : [{ address, family }];
      if (!found.some((entry) => isLinkLocalAddress(entry.address))) return callback(null, address, family);
      return callback(linkLocal(hostname), address, family);
    });
  };
}

function linkLocal(hostname: string): SignalboxError {
  return new SignalboxError(
    'forbidden-origin',
    `${hostname} is a link-local address, or resolves to one: no request was sent.`,
  );
}

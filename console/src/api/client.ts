import type { z } from 'zod';
import { ApiError, errorKind } from './api-error.ts';
import { problemSchema } from './problem.ts';

/** How long an answer may take before the console says that there is none. */
const requestTimeoutMs = 20_000;

export interface ApiClientOptions {
  /** Where the bridge lives; paths are resolved against it. */
  readonly baseUrl: string;
  readonly token: string | null;
  /** Called when the bridge asks for a (valid) token. */
  readonly onUnauthorized?: () => void;
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Status codes outside 2xx that carry the answer all the same (`/readyz` answers 503 with its checks). */
  readonly accept?: readonly number[];
}

/** HTTP toward the bridge: authorised, timed out, every answer parsed. Throws `ApiError`; an abort passes through. */
export interface ApiClient {
  /** Reads JSON and parses it. */
  read<T>(path: string, schema: z.ZodType<T>, request?: ApiRequest): Promise<T>;
  /** Sends, and leaves the answer's body alone. */
  send(path: string, request: ApiRequest): Promise<void>;
  /** The open response itself, for streams; without a time-out. */
  open(path: string, signal: AbortSignal): Promise<Response>;
}

async function problemOf(response: Response): Promise<ApiError> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  const problem = parsed.success ? parsed.data : null;
  const message = problem?.detail ?? problem?.title ?? `HTTP ${response.status}`;
  return new ApiError(errorKind(response.status), message, response.status, problem);
}

export function createApiClient({ baseUrl, token, onUnauthorized }: ApiClientOptions): ApiClient {
  async function exchange(path: string, request: ApiRequest, isTimed: boolean): Promise<Response> {
    const headers = new Headers({ accept: 'application/json, application/problem+json, text/event-stream' });
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    const signals = [request.signal, isTimed ? AbortSignal.timeout(requestTimeoutMs) : undefined];
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method: request.method ?? 'GET',
        headers,
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: AbortSignal.any(signals.filter((signal) => signal !== undefined)),
        cache: 'no-store',
      });
      if (response.ok || request.accept?.includes(response.status)) return response;
      if (response.status === 401) onUnauthorized?.();
      throw await problemOf(response);
    } catch (error) {
      if (error instanceof ApiError || request.signal?.aborted) throw error;
      throw new ApiError('network', 'The bridge does not answer.');
    }
  }

  return {
    async read(path, schema, request = {}) {
      const response = await exchange(path, request, true);
      const body: unknown = await response.json().catch(() => undefined);
      request.signal?.throwIfAborted();
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0];
      throw new ApiError('unreadable', `${path.split('?')[0]}: ${issue?.path.join('.')} ${issue?.message}`);
    },
    async send(path, request) {
      await exchange(path, request, true);
    },
    async open(path, signal) {
      return await exchange(path, { signal }, false);
    },
  };
}

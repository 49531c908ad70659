import type { ApiError } from './api-error.ts';

/** What a route answers; the body is sent as JSON, undefined for none. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function failureOf(error: ApiError): Answer {
  return {
    status: error.status,
    body: { error: { message: error.message, detail: error.detail }, status: 'failure' },
    headers: error.headers,
  };
}

export function responseOf(answer: Answer): Response {
  const { status, body, headers } = answer;
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  });
}

import { type ErrorCode, isSignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { isConnectionFailure } from '../store/index.ts';

/** RFC 9457 problem details, with Signalbox's stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  /** The request's id, as in the log. */
  instance: z.string().optional(),
  /** For bad input: what is wrong where. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  unreadable: 400,
  authentication: 401,
  signature: 401,
  replay: 401,
  permission: 403,
  'forbidden-origin': 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  rejected: 422,
  'rate-limited': 429,
  'vendor-contract': 502,
  'vendor-unavailable': 502,
  network: 502,
  'circuit-open': 503,
  overloaded: 503,
  'store-unavailable': 503,
  timeout: 504,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  422: 'Not acceptable as it is',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'The service desk did not answer as it should',
  503: 'Not available right now',
  504: 'Timed out',
};

export function problem(status: number, code: string, detail: string, errors?: Problem['errors']): Problem {
  const title = titles[status] ?? 'Error';
  return {
    type: `urn:signalbox:problem:${code}`,
    title,
    status,
    detail,
    code,
    ...(errors ? { errors } : {}),
  };
}

export function invalidInput(where: 'path' | 'query' | 'body', error: z.ZodError): Problem {
  const errors = error.issues.map((issue) => ({
    path: [where, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  const first = errors[0];
  return problem(400, 'invalid-input', first ? `${first.path}: ${first.message}` : 'Invalid input.', errors);
}

/** What a caller is told about an error: Signalbox's own words, and nothing of an unexpected error's insides. */
export function problemOf(error: unknown): {
  readonly problem: Problem;
  readonly retryAfterMs: number | undefined;
} {
  if (isConnectionFailure(error)) {
    const detail = 'The database does not answer right now. Nothing was stored; send it again shortly.';
    return { problem: problem(503, 'store-unavailable', detail), retryAfterMs: 2_000 };
  }
  if (!isSignalboxError(error)) {
    const detail = 'Something unexpected went wrong; the log has it under this request id.';
    return { problem: problem(500, 'internal', detail), retryAfterMs: undefined };
  }
  const status = statuses[error.code] ?? 500;
  return { problem: problem(status, error.code, error.message), retryAfterMs: error.retryAfterMs };
}

export function problemResponse(content: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(content), {
    status: content.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

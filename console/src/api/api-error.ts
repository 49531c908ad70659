import type { Problem } from './problem.ts';

/**
 * Why there is no answer. `network`: the bridge did not answer. `unauthorized`: no valid token. `forbidden`: the token
 * may not do this. `missing`: there is no such thing. `unreadable`: an answer this console does not understand.
 */
export type ApiErrorKind = 'network' | 'unauthorized' | 'forbidden' | 'missing' | 'unreadable' | 'problem';

/** A request to the bridge that did not end well; `problem` holds the bridge's own words when it sent any. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly status: number | null;
  readonly problem: Problem | null;

  constructor(
    kind: ApiErrorKind,
    message: string,
    status: number | null = null,
    problem: Problem | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}

/** The kind that a status code outside 2xx stands for. */
export function errorKind(status: number): ApiErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  return status === 404 ? 'missing' : 'problem';
}

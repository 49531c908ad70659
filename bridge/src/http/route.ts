import type { z } from 'zod';
import type { Access, Caller } from './caller.ts';

export interface RouteRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly requestId: string;
  /** The request itself, for handlers that read raw bytes or stream. */
  readonly raw: Request;
}

/** One HTTP endpoint: who may call it, what it takes and what it gives, all checked and published as OpenAPI. */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Result = unknown> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for parameters. */
  readonly path: string;
  /** A verb and a noun. Generated clients name their methods by it: once published it stays. */
  readonly operationId: string;
  readonly access: Access;
  readonly summary: string;
  /** What the API's documentation groups by. */
  readonly tag: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Instead of `body`, for a handler that reads `raw` itself: what the bytes are, in words. */
  readonly rawBody?: string;
  /** The answer's schema; absent for an answer without one. */
  readonly result?: z.ZodType<Result>;
  /** The media type of a `Response` that the handler gives instead of a result. */
  readonly mediaType?: string;
  /** Default 200, or 204 without an answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Throw a `SignalboxError` for anything else: it becomes problem details. A `Response` is passed on as it is. */
  handle(request: RouteRequest<Params, Query, Body>): Promise<Result | Response>;
}

/** Declares a route; the handler's types follow from its schemas. */
export function defineRoute<Params, Query, Body, Result>(route: Route<Params, Query, Body, Result>): Route {
  return route as unknown as Route;
}

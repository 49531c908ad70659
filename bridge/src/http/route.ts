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
  readonly access: Access;
  readonly summary: string;
  /** What the API's documentation groups by. */
  readonly tag: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** The answer's schema; absent for an answer without JSON. */
  readonly result?: z.ZodType<Result>;
  /** Default 200, or 204 without a result. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Throw a `SignalboxError` for anything else: it becomes problem details. A `Response` is passed on as it is. */
  handle(request: RouteRequest<Params, Query, Body>): Promise<Result | Response>;
}

/** Declares a route; the handler's types follow from its schemas. */
export function defineRoute<Params, Query, Body, Result>(route: Route<Params, Query, Body, Result>): Route {
  return route as unknown as Route;
}

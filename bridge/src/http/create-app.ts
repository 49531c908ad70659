import { randomUUID } from 'node:crypto';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { OpenAPIHono } from '@hono/zod-openapi';
import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import { SignalboxError } from '@signalbox/sdk';
import type { Context, MiddlewareHandler } from 'hono';
import { describeError, type Logger } from '../logging/index.ts';
import { type Authenticate, anonymous, type Caller, isAllowed } from './caller.ts';
import { consoleFile } from './console-files.ts';
import { docsPage, docsScript } from './docs-page.ts';
import { describeRoute, openApiDocument } from './open-api.ts';
import { invalidInput, type Problem, problem, problemOf, problemResponse } from './problem.ts';
import { parseJson, readBody } from './read-body.ts';
import type { Route } from './route.ts';
import { apiHeaders, consoleHeaders } from './security-headers.ts';

export interface AppOptions {
  readonly routes: readonly Route[];
  readonly authenticate: Authenticate;
  readonly logger: Logger;
  readonly version: string;
  /** The built console; null: `/console/` answers 404. */
  readonly consoleDirectory: string | null;
}

const jsonBodyLimit = 1_048_576;
const jsonAnswerHeaders = { ...apiHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' };
const requestIdPattern = /^[\w-]{8,64}$/;

/** The HTTP application: routes with their roles, problem details for every error, OpenAPI, docs, console. */
export function createApp({
  routes,
  authenticate,
  logger,
  version,
  consoleDirectory,
}: AppOptions): OpenAPIHono {
  const app = new OpenAPIHono();
  // Continues the trace that the caller's traceparent names; nothing without an OpenTelemetry SDK.
  const traced = httpInstrumentationMiddleware({ serviceName: 'signalbox', serviceVersion: version });
  const tracing: MiddlewareHandler = (context, next) => (isTracing() ? traced(context, next) : next());
  app.use('/api/*', tracing);
  app.use('/webhooks/*', tracing);

  app.onError((error, context) => answerError(error, requestIdOf(context)));
  app.notFound((context) =>
    refuse(problem(404, 'not-found', `There is nothing at ${context.req.path}.`), requestIdOf(context)),
  );

  function answerError(error: unknown, requestId: string): Response {
    const { problem: content, retryAfterMs } = problemOf(error);
    if (content.status === 503) logger.warn({ requestId, code: content.code }, 'a request was turned away');
    else if (content.status >= 500)
      logger.error({ requestId, error: describeError(error) }, 'a request failed');
    const headers: Record<string, string> = {};
    if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000));
    if (content.status === 401) headers['www-authenticate'] = 'Bearer realm="signalbox"';
    return refuse(content, requestId, headers);
  }

  async function callerOf(context: Context, route: Route): Promise<Caller> {
    if (route.access === 'public') return anonymous;
    const caller = await authenticate(context.req.header('authorization'));
    if (caller === null) {
      throw new SignalboxError('authentication', 'Send a valid API token: "Authorization: Bearer TOKEN".');
    }
    if (!isAllowed(caller, route.access)) {
      throw new SignalboxError('permission', `This needs the role ${route.access.join(' or ')}.`);
    }
    return caller;
  }

  async function answer(context: Context, route: Route): Promise<Response> {
    const requestId = requestIdOf(context);
    const caller = await callerOf(context, route);
    const params = route.params?.safeParse(context.req.param());
    if (params && !params.success) return refuse(invalidInput('path', params.error), requestId);
    const query = route.query?.safeParse(context.req.query());
    if (query && !query.success) return refuse(invalidInput('query', query.error), requestId);
    const body = route.body?.safeParse(parseJson(await readBody(context.req.raw, jsonBodyLimit)));
    if (body && !body.success) return refuse(invalidInput('body', body.error), requestId);
    const result = await route.handle({
      params: params?.data,
      query: query?.data,
      body: body?.data,
      caller,
      requestId,
      raw: context.req.raw,
    });
    if (result instanceof Response) return finish(result, requestId);
    if (route.result === undefined) return finish(new Response(null, { status: 204 }), requestId);
    // All at once: headers that are set on a response later cost more than the rest of it.
    const headers = { ...jsonAnswerHeaders, 'x-request-id': requestId };
    return new Response(JSON.stringify(result), { status: route.status ?? 200, headers });
  }

  for (const route of routes) {
    describeRoute(app, route);
    app.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
      try {
        return await answer(context, route);
      } catch (error) {
        return answerError(error, requestIdOf(context));
      }
    });
  }

  for (const [path, methods] of methodsByPath(routes)) {
    const allow = methods.join(', ');
    app.all(honoPath(path), (context) => {
      const detail = `${context.req.path} takes ${allow}, not ${context.req.method}.`;
      return refuse(problem(405, 'method-not-allowed', detail), requestIdOf(context), { allow });
    });
  }

  const document = JSON.stringify(openApiDocument(app, version));
  const jsonHeaders = { ...apiHeaders, 'content-type': 'application/json' };
  app.get('/openapi.json', () => new Response(document, { headers: jsonHeaders }));
  app.get('/docs', () => textResponse(docsPage, 'text/html; charset=utf-8'));
  app.get('/docs/page.js', () => textResponse(docsScript, 'text/javascript; charset=utf-8'));
  app.get('/', (context) => context.redirect(consoleDirectory === null ? '/docs' : '/console/'));
  app.get('/console', (context) => context.redirect('/console/'));
  app.get('/console/*', async (context) => {
    const path = context.req.path.slice('/console/'.length);
    const file = consoleDirectory === null ? null : await consoleFile(consoleDirectory, path);
    return file ?? context.notFound();
  });
  return app;
}

function textResponse(text: string, type: string): Response {
  return new Response(text, { headers: { ...consoleHeaders, 'content-type': type } });
}

/** True once an OpenTelemetry SDK is there; before that a span would go nowhere, and costs as much as parsing a webhook. */
function isTracing(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('signalbox') !== undefined;
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...Map.groupBy(routes, ({ path }) => path)].map(([path, group]) => [
      path,
      group.map(({ method }) => method.toUpperCase()),
    ]),
  );
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

const requestIds = new WeakMap<Context, string>();

function requestIdOf(context: Context): string {
  const known = requestIds.get(context);
  if (known !== undefined) return known;
  const given = context.req.header('x-request-id');
  const id = given !== undefined && requestIdPattern.test(given) ? given : randomUUID();
  requestIds.set(context, id);
  return id;
}

function refuse(content: Problem, requestId: string, headers?: Readonly<Record<string, string>>): Response {
  return finish(problemResponse({ ...content, instance: `urn:request:${requestId}` }, headers), requestId);
}

function finish(response: Response, requestId: string): Response {
  for (const [name, value] of Object.entries(apiHeaders)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  response.headers.set('x-request-id', requestId);
  return response;
}

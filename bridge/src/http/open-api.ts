import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { problemSchema } from './problem.ts';
import type { Route } from './route.ts';

type JsonSchema = Record<string, unknown>;
type Registered = Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0];

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function describeAccess({ access }: Route): string {
  if (access === 'public') return 'Open to all.';
  if (access.includes('viewer')) return 'Needs any role.';
  return `Needs the role ${[...access.filter((role) => role !== 'admin'), 'admin'].join(' or ')}.`;
}

const problemContent = { 'application/problem+json': { schema: jsonSchema(problemSchema, 'output') } };

function requestBody({ body, rawBody }: Route): object | undefined {
  if (body === undefined && rawBody === undefined) return undefined;
  const schema = body === undefined ? {} : jsonSchema(body, 'input');
  return {
    required: true,
    ...(rawBody && { description: rawBody }),
    content: { 'application/json': { schema } },
  };
}

function answerContent({ result, mediaType }: Route): object | undefined {
  if (result !== undefined) return { 'application/json': { schema: jsonSchema(result, 'output') } };
  if (mediaType === undefined) return undefined;
  return { [mediaType]: { schema: mediaType === 'application/json' ? {} : { type: 'string' } } };
}

/** Puts a route into the published description. */
export function describeRoute(app: OpenAPIHono, route: Route): void {
  const content = answerContent(route);
  const status = route.status ?? (content === undefined ? 204 : 200);
  const description = describeAccess(route);
  const body = requestBody(route);
  app.openAPIRegistry.registerPath({
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    summary: route.summary,
    description,
    tags: [route.tag],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.access === 'public' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(body && { request: { body } }),
    responses: {
      [status]: { description: 'Done.', ...(content && { content }) },
      default: { description: 'Problem details (RFC 9457).', content: problemContent },
    },
  } as unknown as Registered);
}

/** The document behind `/openapi.json`. */
export function openApiDocument(app: OpenAPIHono, version: string): object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Signalbox',
      version,
      description: 'AI triage for service desks. Authenticate with an API token as bearer.',
    },
  });
}

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

/** Puts a route into the published description. */
export function describeRoute(app: OpenAPIHono, route: Route): void {
  const status = route.status ?? (route.result === undefined ? 204 : 200);
  const description = describeAccess(route);
  const content = route.result && { 'application/json': { schema: jsonSchema(route.result, 'output') } };
  app.openAPIRegistry.registerPath({
    method: route.method,
    path: route.path,
    summary: route.summary,
    description,
    tags: [route.tag],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.access === 'public' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(route.body && {
      request: {
        body: {
          required: true,
          content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
        },
      },
    }),
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

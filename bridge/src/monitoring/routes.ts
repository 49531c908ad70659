import { z } from 'zod';
import type { KillSwitch } from '../access/index.ts';
import { type Access, defineRoute, type Route } from '../http/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { isInScope } from '../store/index.ts';
import type { LiveFeed } from './live-feed.ts';
import { overviewSchema, readOverview } from './overview.ts';
import type { Problems } from './problems.ts';
import { readinessSchema, readReadiness } from './readiness.ts';

export interface MonitoringRoutesOptions {
  readonly kernel: Kernel;
  readonly modules: readonly Module[];
  readonly killSwitch: KillSwitch;
  readonly problems: Problems;
  readonly feed: LiveFeed;
  readonly metricsAccess: Access;
}

const tag = 'monitoring';

const siteSchema = z.object({
  site: z.string(),
  connector: z.object({ name: z.string(), version: z.string() }),
  baseUrl: z.string(),
  isPaused: z.boolean(),
  capabilities: z.array(z.string()),
});

const problemSchema = z.object({
  id: z.string(),
  site: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  firstAt: z.string(),
  lastAt: z.string(),
  count: z.number().int(),
});

const capabilityNames = [
  'tickets',
  'catalog',
  'cmdb',
  'changes',
  'diagnosis',
  'humanQueue',
  'webhook',
] as const;

function probes({ kernel, modules, metricsAccess }: MonitoringRoutesOptions): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/healthz',
      operationId: 'readHealth',
      access: 'public',
      summary: 'The process lives',
      tag,
      result: z.object({ status: z.literal('ok') }),
      handle: async () => ({ status: 'ok' as const }),
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      operationId: 'readReadiness',
      access: 'public',
      summary: 'Whether this bridge should get traffic (503: not now)',
      tag,
      result: readinessSchema,
      async handle() {
        const readiness = await readReadiness(kernel, modules);
        if (readiness.status === 'ready') return readiness;
        return new Response(JSON.stringify(readiness), {
          status: 503,
          headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'readMetrics',
      access: metricsAccess,
      summary: 'Figures for Prometheus',
      tag,
      mediaType: 'text/plain',
      handle: async () =>
        new Response(await kernel.metrics.metrics(), {
          headers: { 'content-type': kernel.metrics.contentType },
        }),
    }),
  ];
}

function siteRoutes({ kernel: { sites }, killSwitch }: MonitoringRoutesOptions): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/sites',
      operationId: 'listSites',
      access: ['viewer'],
      summary: 'The service desks this bridge works for',
      tag: 'sites',
      result: z.object({ items: z.array(siteSchema) }),
      handle: async ({ caller }) => ({
        items: [...sites.values()]
          .filter((site) => isInScope(caller.scope, site.name))
          .map((site) => ({
            site: site.name,
            connector: { name: site.connector.name, version: site.connector.version },
            baseUrl: site.baseUrl,
            isPaused: killSwitch.isPaused(site.name),
            capabilities: capabilityNames.filter((name) => site[name] !== undefined),
          })),
      }),
    }),
  ];
}

export function monitoringRoutes(options: MonitoringRoutesOptions): readonly Route[] {
  const { kernel, modules, killSwitch, problems, feed } = options;
  return [
    ...probes(options),
    ...siteRoutes(options),
    defineRoute({
      method: 'get',
      path: '/api/v1/overview',
      operationId: 'readOverview',
      access: ['viewer'],
      summary: 'What went through the line, per site and in total',
      tag,
      result: overviewSchema,
      handle: async ({ caller }) => await readOverview(kernel, modules, killSwitch, caller.scope),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/errors',
      operationId: 'listErrors',
      access: ['viewer'],
      summary: 'Recent problems, newest first; the same one within an hour is counted',
      tag,
      query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
      result: z.object({ items: z.array(problemSchema).readonly() }),
      handle: async ({ caller, query }) => ({ items: await problems.list(caller.scope, query.limit) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/events',
      operationId: 'followEvents',
      access: ['viewer'],
      summary: 'What happens, as it happens (server-sent events; no ticket text)',
      tag,
      mediaType: 'text/event-stream',
      handle: async ({ caller }) => feed.open(caller.scope),
    }),
  ];
}

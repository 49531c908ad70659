import { z } from 'zod';
import type { KillSwitch } from '../access/index.ts';
import type { Kernel } from '../kernel.ts';
import {
  type FlowName,
  flowNames,
  type LevelName,
  levelNames,
  type Module,
  type SiteFigure,
  type TimelinePoint,
} from '../module.ts';
import { isInScope, type SiteScope } from '../store/index.ts';

const count = z.number().int();
const flowsSchema = z.object({
  received: count,
  duplicates: count,
  rejectedSignatures: count,
  deadLetters: count,
  decided: count,
  applied: count,
  suggested: count,
  escalated: count,
  none: count,
  failedWrites: count,
} satisfies Record<FlowName, z.ZodNumber>);
const figuresSchema = z.object({
  lastDay: flowsSchema,
  /** Since this bridge started. */
  sinceStart: flowsSchema,
  openDeadLetters: count,
  pendingActions: count,
});

export const overviewSchema = z.object({
  at: z.string(),
  startedAt: z.string(),
  isPaused: z.boolean(),
  total: figuresSchema,
  sites: z.array(
    figuresSchema.extend({
      site: z.string(),
      connector: z.string(),
      baseUrl: z.string(),
      isPaused: z.boolean(),
    }),
  ),
  /** Of the last day, from the webhook's arrival to the decision; null when nothing was decided. */
  latencyMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
  /** The last hour, minute by minute, oldest first. */
  throughput: z.array(z.object({ at: z.string(), received: count, decided: count })),
});
export type Overview = z.infer<typeof overviewSchema>;
type SiteFigures = z.infer<typeof figuresSchema>;

const dayMs = 86_400_000;
const minuteMs = 60_000;
const minutesShown = 60;

function record<Name extends string>(
  names: readonly Name[],
  figures: readonly SiteFigure<Name>[],
): Record<Name, number> {
  const sums = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const { name, count: added } of figures) sums[name] += added;
  return sums;
}

interface Gathered {
  readonly lastDay: readonly SiteFigure<FlowName>[];
  readonly sinceStart: readonly SiteFigure<FlowName>[];
  readonly levels: readonly SiteFigure<LevelName>[];
}

function summarize(gathered: Gathered, site: string | null): SiteFigures {
  const ours = <Name extends string>(figures: readonly SiteFigure<Name>[]) =>
    site === null ? figures : figures.filter((figure) => figure.site === site);
  return {
    lastDay: record(flowNames, ours(gathered.lastDay)),
    sinceStart: record(flowNames, ours(gathered.sinceStart)),
    ...record(levelNames, ours(gathered.levels)),
  };
}

function throughput(points: readonly TimelinePoint[], now: number): Overview['throughput'] {
  const last = Math.floor(now / minuteMs);
  const minutes = Array.from(
    { length: minutesShown },
    (_, index) => (last - minutesShown + 1 + index) * minuteMs,
  );
  const rows = new Map(
    minutes.map((minute) => [minute, { at: new Date(minute).toISOString(), received: 0, decided: 0 }]),
  );
  for (const { at, name, count: added } of points) {
    const row = rows.get(Math.floor(Date.parse(at) / minuteMs) * minuteMs);
    if (row !== undefined && (name === 'received' || name === 'decided')) row[name] += added;
  }
  return [...rows.values()];
}

/** What every module counted, per site and in total. */
export async function readOverview(
  { clock, sites, startedAt }: Kernel,
  modules: readonly Module[],
  killSwitch: KillSwitch,
  scope: SiteScope,
): Promise<Overview> {
  const now = clock.now();
  const dayAgo = new Date(now - dayMs).toISOString();
  const hourAgo = new Date((Math.floor(now / minuteMs) - minutesShown + 1) * minuteMs).toISOString();
  const sources = modules.flatMap((module) => module.figures ?? []);
  const gather = async <T>(read: (source: (typeof sources)[number]) => Promise<readonly T[]>): Promise<T[]> =>
    (await Promise.all(sources.map(read))).flat();
  const gathered: Gathered = {
    lastDay: await gather((source) => source.flows(scope, dayAgo)),
    sinceStart: await gather((source) => source.flows(scope, startedAt)),
    levels: await gather((source) => source.levels(scope)),
  };
  const visible = [...sites.values()].filter((site) => isInScope(scope, site.name));
  return {
    at: new Date(now).toISOString(),
    startedAt,
    isPaused: killSwitch.states()[0]?.isPaused ?? false,
    total: summarize(gathered, null),
    sites: visible.map((site) => ({
      site: site.name,
      connector: site.connector.name,
      baseUrl: site.baseUrl,
      isPaused: killSwitch.isPaused(site.name),
      ...summarize(gathered, site.name),
    })),
    latencyMs:
      (await gather(async (source) => [(await source.latency?.(scope, dayAgo)) ?? null])).find(
        (latency) => latency !== null,
      ) ?? null,
    throughput: throughput(await gather((source) => source.timeline(scope, hourAgo)), now),
  };
}

import type { KillSwitch } from '../access/index.ts';
import type { Access } from '../http/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { createLiveFeed } from './live-feed.ts';
import { collectGauges, countEvents } from './metrics.ts';
import { monitoringMigrations } from './migrations.ts';
import { createProblems } from './problems.ts';
import { retentionJob } from './retention-job.ts';
import { monitoringRoutes } from './routes.ts';

export interface MonitoringOptions {
  /** The other modules: their figures, health checks and retention rules. */
  readonly modules: readonly Module[];
  readonly killSwitch: KillSwitch;
  readonly metricsAccess: Access;
}

/** Health, metrics, the overview, the live feed and the nightly retention, over whatever modules there are. */
export function createMonitoring(
  kernel: Kernel,
  { modules, killSwitch, metricsAccess }: MonitoringOptions,
): Module {
  const problems = createProblems(kernel);
  const feed = createLiveFeed(kernel);
  const rules = [...modules.flatMap((module) => module.retention ?? []), problems.retention];
  collectGauges(kernel);
  return {
    name: 'monitoring',
    migrations: monitoringMigrations,
    routes: monitoringRoutes({ kernel, modules, killSwitch, problems, feed, metricsAccess }),
    jobs: [retentionJob(kernel, () => rules)],
    events: [...problems.subscriptions, ...countEvents(kernel)],
    retention: [problems.retention],
    start: feed.start,
    async stop() {
      feed.stop();
      await problems.flush();
    },
  };
}

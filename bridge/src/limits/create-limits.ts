import type { SharedLimits } from '@signalbox/sdk';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { openHotPool } from './hot-pool.ts';
import { createLimitMemoryStore } from './limit-memory-store.ts';
import { collectVendorFigures } from './metrics.ts';
import { limitsMigrations } from './migrations.ts';
import { createPointCounter } from './point-counter.ts';
import { createProcessCount } from './process-count.ts';
import { limitsRoutes } from './routes.ts';
import { createStartSchedule } from './start-schedule.ts';
import type { LimitsTables } from './tables.ts';

/** Keeps each vendor's limits together with the other processes on this database, and remembers them. */
export function createLimits(kernel: Kernel): Module {
  const { store, sites, logger } = kernel;
  const pool = openHotPool(store.connection, logger);
  const processes = createProcessCount(kernel);
  const memory = createLimitMemoryStore(kernel, processes.id);
  const leave: (() => Promise<void>)[] = [];
  collectVendorFigures(kernel);

  function sharedFor(site: string): SharedLimits {
    const schedule = createStartSchedule(pool, site);
    const counter = createPointCounter(pool, site);
    return {
      reserveStarts: schedule.reserve,
      reservePoints: counter.reserve,
      returnPoints: counter.giveBack,
      get processes() {
        return processes.count;
      },
      recall: () => memory.recall(site),
      remember: (known) => memory.remember(site, known),
      onChange: (listener) => memory.onChange(site, listener),
    };
  }

  return {
    name: 'limits',
    migrations: limitsMigrations,
    routes: limitsRoutes(kernel),
    retention: [
      {
        dataClass: 'limits.windows',
        keepDays: 1,
        async sweep(before) {
          const result = await store
            .tables<LimitsTables>()
            .deleteFrom('limits_window')
            .where('expire', '<', Date.parse(before))
            .executeTakeFirst();
          return Number(result.numDeletedRows);
        },
      },
    ],
    async start() {
      await processes.start();
      await memory.start();
      for (const site of sites.values()) leave.push(await site.governor.share(sharedFor(site.name)));
    },
    async stop() {
      for (const end of leave) await end();
      memory.stop();
      await processes.stop();
      await pool.end();
    },
  };
}

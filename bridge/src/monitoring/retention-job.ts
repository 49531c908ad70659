import { z } from 'zod';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { RetentionRule } from '../module.ts';

const dayMs = 86_400_000;

/** Deletes, every night, what modules say is too old. */
export function retentionJob({ clock, logger }: Kernel, rules: () => readonly RetentionRule[]): Job {
  return defineJob({
    queue: 'retention',
    data: z.object({}),
    schedule: '17 2 * * *',
    timeoutSeconds: 3_600,
    async handle() {
      for (const { dataClass, keepDays, sweep } of rules()) {
        const removed = await sweep(new Date(clock.now() - keepDays * dayMs).toISOString());
        logger.info({ dataClass, keepDays, removed }, 'retention');
      }
      return undefined;
    },
  });
}

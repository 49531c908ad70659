import { z } from 'zod';
import { defineJob } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { writebackFigures } from './figures.ts';
import { writebackMigrations } from './migrations.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { requeueWrites } from './requeue-writes.ts';
import { writeJob } from './write-job.ts';
import { createWrittenValues, type WrittenValues } from './written-values.ts';

export interface WritebackOptions {
  readonly isPaused: (site: string) => Promise<boolean>;
  /** The most writes per site and hour. */
  readonly writesPerHour: number;
}

/** An action that has been open for so long, and has no job, was left behind. */
const sweepAfterMs = 30_000;

/** The outbox and what empties it: every write to a vendor goes through here, once. */
export function createWriteback(
  kernel: Kernel,
  options: WritebackOptions,
): { readonly module: Module; readonly outbox: Outbox; readonly writtenValues: WrittenValues } {
  const outbox = createOutbox(kernel.store, kernel.jobs, kernel.clock);
  const requeue = async (olderThan: number): Promise<void> => {
    const lost = await requeueWrites(kernel.store, kernel.jobs, new Date(olderThan).toISOString());
    if (lost > 0) kernel.logger.warn({ lost }, 'tickets whose writes had no job were queued again');
  };
  return {
    outbox,
    writtenValues: createWrittenValues(kernel.store),
    module: {
      name: 'writeback',
      migrations: writebackMigrations,
      jobs: [
        writeJob({ kernel, outbox, ...options }),
        defineJob({
          queue: 'writeback-requeue',
          data: z.object({}),
          schedule: '* * * * *',
          async handle() {
            await requeue(kernel.clock.now() - sweepAfterMs);
            return undefined;
          },
        }),
      ],
      figures: writebackFigures(kernel.store),
      // What a database that was restored, or a job given up, left without one.
      start: () => requeue(kernel.clock.now()),
    },
  };
}

import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { writebackFigures } from './figures.ts';
import { writebackMigrations } from './migrations.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { writeJob } from './write-job.ts';

export interface WritebackOptions {
  readonly isPaused: (site: string) => Promise<boolean>;
  /** The most writes per site and hour. */
  readonly writesPerHour: number;
}

/** The outbox and what empties it: every write to a vendor goes through here, once. */
export function createWriteback(
  kernel: Kernel,
  options: WritebackOptions,
): { readonly module: Module; readonly outbox: Outbox } {
  const outbox = createOutbox(kernel.store, kernel.jobs, kernel.clock);
  return {
    outbox,
    module: {
      name: 'writeback',
      migrations: writebackMigrations,
      jobs: [writeJob({ kernel, outbox, ...options })],
      figures: writebackFigures(kernel.store),
    },
  };
}

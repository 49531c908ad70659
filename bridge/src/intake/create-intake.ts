import { z } from 'zod';
import { defineJob } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { createDeadLetters } from './dead-letters.ts';
import type { Delivery, Reception } from './delivery.ts';
import { createDirtyTickets, type DirtyTickets } from './dirty-tickets.ts';
import { createDiscoverer, type Discoverer } from './discover.ts';
import { intakeFigures } from './figures.ts';
import { createGroupCommit } from './group-commit.ts';
import { createIntakeMetrics } from './intake-metrics.ts';
import { intakeMigrations } from './migrations.ts';
import { intakePersonalData } from './personal-data.ts';
import { createTicketQueuer } from './queue-tickets.ts';
import { createRejectionCounter } from './rejection-counter.ts';
import { intakeRetention } from './retention.ts';
import { createDeliveryWriter, isRowFault, writerName } from './store-deliveries.ts';
import { webhookRoute } from './webhook-route.ts';

export interface IntakeOptions {
  /** Default 1 MiB. */
  readonly bodyLimitBytes?: number;
}

/** Takes in what service desks tell, durably. */
export interface Intake {
  readonly module: Module;
  readonly dirtyTickets: DirtyTickets;
  /** For sync and polling: marks tickets that were found by reading. */
  readonly discoverer: Discoverer;
}

const mebibyte = 1_048_576;
/** A ticket that has waited for so long, and has no job, was left by a process that died. */
const sweepAfterMs = 30_000;

export function createIntake(kernel: Kernel, { bodyLimitBytes = mebibyte }: IntakeOptions = {}): Intake {
  const { store, jobs, logger, metrics: registry, clock } = kernel;
  const dirtyTickets = createDirtyTickets(store, jobs);
  const queuer = createTicketQueuer({ jobs, dirtyTickets, clock, logger });
  const writer = createGroupCommit<Delivery, Reception>({
    commit: createDeliveryWriter({ ...kernel, queuer }),
    isItemFault: isRowFault,
    sizeOf: (delivery) => delivery.body.byteLength,
    maximumBatch: 256,
    maximumWaiting: 4_096,
    maximumWaitingBytes: 64 * mebibyte,
    concurrency: 2,
  });
  const rejections = createRejectionCounter(store, writerName(), logger);
  const metrics = createIntakeMetrics(registry, () => writer.waiting, dirtyTickets.countWaiting);

  async function requeue(olderThan: number): Promise<void> {
    const tickets = await queuer.sweep(new Date(olderThan).toISOString());
    if (tickets > 0) logger.info({ tickets }, 'tickets that waited without a job were queued');
  }

  return {
    dirtyTickets,
    discoverer: createDiscoverer(kernel),
    module: {
      name: 'intake',
      migrations: intakeMigrations,
      routes: [
        webhookRoute({ kernel, writer, rejections, metrics, bodyLimitBytes }),
        ...deadLetterRoutes(createDeadLetters(kernel)),
      ],
      jobs: [
        defineJob({
          queue: 'intake-requeue',
          data: z.object({}),
          schedule: '* * * * *',
          async handle() {
            await requeue(clock.now() - sweepAfterMs);
            return undefined;
          },
        }),
      ],
      personalData: intakePersonalData(store),
      retention: intakeRetention(store),
      figures: intakeFigures(store, rejections.flush),
      // What the last process had no time to queue.
      start: () => requeue(clock.now()),
      async stop() {
        await queuer.stop();
        await rejections.flush();
      },
    },
  };
}

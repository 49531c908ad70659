import type { TriagePorts } from '@signalbox/triage/line';
import type { Policy } from '@signalbox/triage/schema';
import type { DirtyTickets } from '../intake/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import type { Outbox } from '../writeback/index.ts';
import { createDecisionLog, type DecisionLog } from './decision-log.ts';
import { decisionFigures } from './figures.ts';
import { followUpJob } from './follow-up.ts';
import { decisionMigrations } from './migrations.ts';
import { createReceipts } from './receipts.ts';
import { decisionRoutes } from './routes.ts';
import { triageJob } from './triage-job.ts';
import { createWatch, watchMigrations } from './watch/index.ts';

export interface DecisionOptions {
  readonly dirtyTickets: DirtyTickets;
  readonly outbox: Outbox;
  readonly policyOf: (site: string) => Policy;
  readonly masker: TriagePorts['masker'];
  readonly classifier: TriagePorts['classifier'];
}

export interface Decisions {
  readonly module: Module;
  readonly log: DecisionLog;
}

/** Days for which masked text stays readable beside its decision. */
const maskedTextDays = 30;

/** Decides what becomes of each dirty ticket, and keeps the receipts. */
export function createDecisions(kernel: Kernel, options: DecisionOptions): Decisions {
  const receipts = createReceipts(kernel.store);
  const log = createDecisionLog(kernel.store);
  const watch = createWatch(kernel, options.policyOf);
  return {
    log,
    module: {
      name: 'decisions',
      migrations: [...decisionMigrations, ...watchMigrations],
      jobs: [
        triageJob({ kernel, receipts, watch, ...options }),
        followUpJob(kernel, receipts, options.outbox),
        ...watch.jobs,
      ],
      routes: [...decisionRoutes(log, receipts, options.outbox), ...watch.routes],
      start: watch.start,
      retention: [
        {
          dataClass: 'decisions.masked-text',
          keepDays: maskedTextDays,
          sweep: (before) => receipts.forgetText(before),
        },
      ],
      // Without a model every ticket goes to people, with that reason: no cause to turn webhooks away.
      health: [{ name: 'model', isReady: async () => options.classifier !== null, isRequired: false }],
      figures: decisionFigures(kernel.store, log),
    },
  };
}

import { SignalboxError, type Site } from '@signalbox/sdk';
import { afterWrite, type WritePorts, writeAction } from '@signalbox/triage/line';
import type { Action } from '@signalbox/triage/schema';
import { z } from 'zod';
import type { EventBus } from '../events/index.ts';
import { defineJob, type Job } from '../jobs/index.ts';
import type { Kernel } from '../kernel.ts';
import { type Outbox, writeQueue } from './outbox.ts';
import { writePermission } from './write-permission.ts';

export interface WriteJobOptions {
  readonly kernel: Pick<Kernel, 'sites' | 'clock' | 'events'>;
  readonly outbox: Outbox;
  readonly isPaused: (site: string) => Promise<boolean>;
  readonly writesPerHour: number;
}

function portsFor(site: Site, options: WriteJobOptions): WritePorts {
  const { changes } = site;
  if (!changes) {
    throw new SignalboxError('configuration', `The connector ${site.connector.name} cannot write.`, {
      site: site.name,
    });
  }
  return {
    clock: options.kernel.clock,
    limits: site.limits,
    vendor: {
      apply: (change, signal) => changes.apply(change, { lane: 'webhook', signal }),
      readBack: (change, signal) => changes.readBack(change, { lane: 'webhook', signal }),
    },
    begin: writePermission({
      site: site.name,
      writesPerHour: options.writesPerHour,
      clock: options.kernel.clock,
      outbox: options.outbox,
      isPaused: options.isPaused,
    }),
    record: (action) => options.outbox.record(action),
  };
}

function publishEnd(events: EventBus, action: Action, at: string): void {
  const common = {
    site: action.site,
    ticketId: action.change.ticketId,
    ticketKey: action.change.ticketKey,
    at,
    actionId: action.id,
  };
  if (action.status === 'pending' || action.status === 'held') return;
  if (action.status === 'applied' || action.status === 'already-applied') {
    events.publish({ type: 'action.written', outcome: action.status, latencyMs: null, ...common });
  } else {
    events.publish({ type: 'action.failed', message: action.reason ?? action.status, ...common });
  }
}

/** Writes the open actions of one ticket, in their order; one that has to wait holds back those behind it. */
export function writeJob(options: WriteJobOptions): Job {
  const { sites, clock, events } = options.kernel;
  return defineJob({
    queue: writeQueue,
    data: z.object({ site: z.string(), ticketId: z.string() }),
    batches: 2,
    async handle({ site: name, ticketId }, { signal }) {
      const site = sites.get(name);
      // A site that left the configuration keeps its actions; they go on when it comes back.
      if (!site) return { retryAfterMs: 60_000 };
      const ports = portsFor(site, options);
      const open = [...(await options.outbox.open(name, ticketId))];
      for (let action = open.shift(); action; action = open.shift()) {
        const progress = await writeAction(ports, action, signal);
        if (progress.kind === 'later') return { retryAfterMs: Math.max(50, progress.atMs - clock.now()) };
        for (const [index, later] of open.entries()) {
          const rebased = afterWrite(later, progress.action);
          if (rebased === later) continue;
          await options.outbox.recordChange(rebased);
          open[index] = rebased;
        }
        publishEnd(events, progress.action, new Date(clock.now()).toISOString());
      }
      return undefined;
    },
  });
}

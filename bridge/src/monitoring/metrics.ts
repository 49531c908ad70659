import { Counter, collectDefaultMetrics, Gauge, Histogram } from 'prom-client';
import { onEvent, type Subscription } from '../events/index.ts';
import type { Kernel } from '../kernel.ts';

const latencyBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The process and the queues, read when Prometheus asks. */
export function collectGauges({ jobs, metrics }: Kernel): void {
  collectDefaultMetrics({ register: metrics });
  new Gauge({
    name: 'signalbox_jobs',
    help: 'Jobs by queue and state.',
    labelNames: ['queue', 'state'],
    registers: [metrics],
    async collect() {
      for (const { queue, waiting, active, failed } of await jobs.depths()) {
        this.set({ queue, state: 'waiting' }, waiting);
        this.set({ queue, state: 'active' }, active);
        this.set({ queue, state: 'failed' }, failed);
      }
    },
  });
}

/** Counts what goes through the line. Labels are sites, routes and outcomes: few, and never ticket data. */
export function countEvents({ metrics }: Kernel): readonly Subscription[] {
  const decisions = new Counter({
    name: 'signalbox_decisions_total',
    help: 'Decisions by route.',
    labelNames: ['site', 'route'],
    registers: [metrics],
  });
  const decisionSeconds = new Histogram({
    name: 'signalbox_webhook_to_decision_seconds',
    help: 'From the arrival of the webhook to the decision.',
    labelNames: ['site'],
    buckets: latencyBuckets,
    registers: [metrics],
  });
  const writes = new Counter({
    name: 'signalbox_writes_total',
    help: 'Writes to service desks by outcome.',
    labelNames: ['site', 'outcome'],
    registers: [metrics],
  });
  return [
    onEvent('ticket.decided', ({ site, route, latencyMs }) => {
      decisions.inc({ site, route });
      decisionSeconds.observe({ site }, latencyMs / 1_000);
    }),
    onEvent('action.written', ({ site, outcome }) => writes.inc({ site, outcome })),
    onEvent('action.failed', ({ site }) => writes.inc({ site, outcome: 'failed' })),
  ];
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface IntakeMetrics {
  readonly received: Counter<'site' | 'status'>;
  readonly duration: Histogram<'site'>;
}

/** Labels are site names and fixed words; never anything a sender chose. */
export function createIntakeMetrics(
  registry: Registry,
  waiting: () => number,
  waitingTickets: () => Promise<ReadonlyMap<string, number>>,
): IntakeMetrics {
  new Gauge({
    name: 'signalbox_intake_waiting',
    help: 'Webhooks that wait for the next transaction.',
    registers: [registry],
    collect() {
      this.set(waiting());
    },
  });
  new Gauge({
    name: 'signalbox_tickets_waiting',
    help: 'Tickets that were told of and not looked at since.',
    labelNames: ['site'],
    registers: [registry],
    async collect() {
      const counts = await waitingTickets();
      this.reset();
      for (const [site, count] of counts) this.set({ site }, count);
    },
  });
  return {
    received: new Counter({
      name: 'signalbox_webhooks_total',
      help: 'Webhooks by how they ended: accepted, duplicate, dead-letter, or the code of the refusal.',
      labelNames: ['site', 'status'],
      registers: [registry],
    }),
    duration: new Histogram({
      name: 'signalbox_webhook_duration_seconds',
      help: 'From the first byte read to durable.',
      labelNames: ['site'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    }),
  };
}

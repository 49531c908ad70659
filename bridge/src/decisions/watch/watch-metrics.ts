import { Gauge } from 'prom-client';
import type { Kernel } from '../../kernel.ts';
import type { TargetStanding } from './standing.ts';

/** What the watch has counted, read when Prometheus asks. */
export function collectWatchGauges(
  { metrics }: Kernel,
  standings: () => Promise<readonly TargetStanding[]>,
): void {
  new Gauge({
    name: 'signalbox_blind_samples',
    help: 'Tickets handled without a suggestion under the present certificate, by outcome.',
    labelNames: ['site', 'target', 'outcome'],
    registers: [metrics],
    async collect() {
      this.reset();
      for (const { site, target, samples } of await standings()) {
        this.set({ site, target, outcome: 'waiting' }, samples.waiting);
        this.set({ site, target, outcome: 'right' }, samples.observed - samples.errors);
        this.set({ site, target, outcome: 'wrong' }, samples.errors);
        this.set({ site, target, outcome: 'unlabelled' }, samples.unlabelled);
        this.set({ site, target, outcome: 'superseded' }, samples.superseded);
      }
    },
  });
  new Gauge({
    name: 'signalbox_production_error',
    help: 'Confidence sequence of the error among what could be applied under the present certificate.',
    labelNames: ['site', 'target', 'end'],
    registers: [metrics],
    async collect() {
      this.reset();
      for (const { site, target, interval } of await standings()) {
        this.set({ site, target, end: 'lower' }, interval.lower);
        this.set({ site, target, end: 'upper' }, interval.upper);
      }
    },
  });
  new Gauge({
    name: 'signalbox_certificate_holds',
    help: '1 while a target may be applied under its certificate as far as production shows, 0 once it was taken back to suggest.',
    labelNames: ['site', 'target'],
    registers: [metrics],
    async collect() {
      this.reset();
      for (const { site, target, demoted } of await standings()) this.set({ site, target }, demoted ? 0 : 1);
    },
  });
}

import { Gauge } from 'prom-client';
import type { Kernel } from '../../kernel.ts';
import type { WebhookStates } from './webhook-state.ts';

/** Whether webhooks come, read when Prometheus asks. */
export function collectWebhookGauges({ metrics, sites }: Kernel, states: WebhookStates): void {
  const taken = [...sites.values()].filter((site) => site.webhook);
  const registers = [metrics];
  const labelNames = ['site'];
  const seconds = (at: string) => Date.parse(at) / 1_000;
  new Gauge({
    name: 'signalbox_webhook_silent',
    help: '1 while reading finds changes and no webhook comes.',
    labelNames,
    registers,
    async collect() {
      for (const { name: site } of taken)
        this.set({ site }, (await states.read(site)).silentSince === null ? 0 : 1);
    },
  });
  new Gauge({
    name: 'signalbox_webhook_last_timestamp_seconds',
    help: 'When the last webhook of a site came, to the minute.',
    labelNames,
    registers,
    async collect() {
      for (const { name: site } of taken) {
        const { lastAt } = await states.read(site);
        if (lastAt !== null) this.set({ site }, seconds(lastAt));
      }
    },
  });
  new Gauge({
    name: 'signalbox_webhook_expiry_timestamp_seconds',
    help: 'When the registration of a site’s webhook ends; absent where it does not, or is not known.',
    labelNames,
    registers,
    async collect() {
      this.reset();
      for (const { name: site } of taken) {
        const { endsAt } = await states.read(site);
        if (endsAt !== null) this.set({ site }, seconds(endsAt));
      }
    },
  });
}

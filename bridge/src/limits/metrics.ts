import type { GovernorSnapshot } from '@signalbox/sdk';
import { Gauge } from 'prom-client';
import type { Kernel } from '../kernel.ts';

interface Figure {
  readonly name: string;
  readonly help: string;
  /** The label beside the site. */
  readonly label?: string;
  /** Values by that label; without one, under the empty name. */
  readonly values: (snapshot: GovernorSnapshot, now: number) => Readonly<Record<string, number>>;
}

const circuitValues = { closed: 0, 'half-open': 0.5, open: 1 } as const;

const figures: readonly Figure[] = [
  {
    name: 'signalbox_vendor_pace',
    help: 'Requests per second that the governor allows toward a site now.',
    values: ({ requestsPerSecond }) => ({ '': requestsPerSecond }),
  },
  {
    name: 'signalbox_vendor_paused_seconds',
    help: 'Seconds until requests toward a site may go on; 0: they may now.',
    values: ({ pausedUntil }, now) => ({
      '': pausedUntil === null ? 0 : Math.max(0, Date.parse(pausedUntil) - now) / 1_000,
    }),
  },
  {
    name: 'signalbox_vendor_requests',
    help: 'Requests toward a site since the start, by how they went.',
    label: 'kind',
    values: ({ totals }) => ({ ...totals }),
  },
  {
    name: 'signalbox_vendor_waiting',
    help: 'Requests that wait for their turn, by lane.',
    label: 'lane',
    values: ({ waiting }) => waiting,
  },
  {
    name: 'signalbox_vendor_quota',
    help: "The vendor's quota in its own unit: limit, remaining, the granted share of it, and what of that is used.",
    label: 'kind',
    values({ quota }) {
      if (quota === null) return {};
      const { limit, remaining, granted, used } = quota;
      return { limit, granted, used, ...(remaining === null ? {} : { remaining }) };
    },
  },
  {
    name: 'signalbox_vendor_circuit',
    help: 'Circuits by kind of request: 0 closed, 0.5 half-open, 1 open.',
    label: 'kind',
    values: ({ circuits }) =>
      Object.fromEntries(Object.entries(circuits).map(([kind, status]) => [kind, circuitValues[status]])),
  },
  {
    name: 'signalbox_vendor_shared',
    help: 'Processes that keep the limits of a site together; 0 while they cannot be reached.',
    values: ({ shared }) => ({ '': shared === null ? 1 : shared.isReachable ? shared.processes : 0 }),
  },
];

/** What vendors allow, read when Prometheus asks. Labels are sites, lanes and kinds of requests: few. */
export function collectVendorFigures({ metrics, sites, clock }: Kernel): void {
  for (const { name, help, label, values } of figures) {
    new Gauge({
      name,
      help,
      labelNames: ['site', ...(label === undefined ? [] : [label])],
      registers: [metrics],
      collect() {
        // A quota that is over is no longer told.
        this.reset();
        for (const site of sites.values()) {
          for (const [key, value] of Object.entries(values(site.governor.snapshot(), clock.now()))) {
            this.set(label === undefined ? { site: site.name } : { site: site.name, [label]: key }, value);
          }
        }
      },
    });
  }
}

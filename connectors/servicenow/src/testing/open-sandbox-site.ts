import { setTimeout as delay } from 'node:timers/promises';
import {
  type Clock,
  openSite,
  type Site,
  type TransportRequest,
  type TransportResponse,
} from '@signalbox/sdk';
import { sandboxTransport } from '@signalbox/sdk/sandbox';
import { serviceNowConnector } from '../connector.ts';
import {
  createServiceNowSandbox,
  type ServiceNowSandbox,
  type ServiceNowSandboxOptions,
} from '../sandbox/index.ts';

/** Real milliseconds that one waited-for second takes. */
const realMsPerSecond = 5;

/** A clock that passes only by waiting, and then two hundred times as fast as it says; time-outs still lose to answers. */
export class PassingClock implements Clock {
  #now = Date.UTC(2026, 2, 1, 9, 30);

  now(): number {
    return this.#now;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    const wakeAt = this.#now + durationMs;
    await delay((durationMs / 1000) * realMsPerSecond, undefined, signal ? { signal } : {});
    this.#now = Math.max(this.#now, wakeAt);
  }

  pass(durationMs: number): void {
    this.#now += durationMs;
  }
}

type Hook = (request: TransportRequest) => Promise<TransportRequest | undefined>;

export interface SandboxSite {
  readonly sandbox: ServiceNowSandbox;
  readonly site: Site;
  readonly clock: PassingClock;
  /** Every request that left, in order. */
  readonly sent: readonly TransportRequest[];
  /** Called before each request leaves; what it returns is sent instead. */
  beforeSending(hook: Hook): void;
  /** Changes each answer on its way back. */
  onAnswer(change: (answer: TransportResponse) => TransportResponse): void;
}

/** A site on a sandbox of its own in this process. */
export function openSandboxSite(
  options: ServiceNowSandboxOptions = {},
  configuration: Readonly<Record<string, unknown>> = {},
): SandboxSite {
  const clock = new PassingClock();
  const sandbox = createServiceNowSandbox({ seed: 7, clock, ...options });
  const transport = sandboxTransport(sandbox, clock);
  const sent: TransportRequest[] = [];
  let hook: Hook = async () => undefined;
  let changed = (answer: TransportResponse): TransportResponse => answer;
  const site = openSite(serviceNowConnector, {
    name: 'support',
    configuration: { ...sandbox.configuration, ...configuration },
    clock,
    transport: async (wanted) => {
      const request = (await hook(wanted)) ?? wanted;
      sent.push(request);
      return changed(await transport(request));
    },
  });
  return {
    sandbox,
    site,
    clock,
    sent,
    beforeSending: (next) => {
      hook = next;
    },
    onAnswer: (change) => {
      changed = change;
    },
  };
}

/** The member of a site, which this connector has. */
export function need<T>(capability: T | undefined): T {
  if (capability === undefined) throw new Error('The connector lacks this capability.');
  return capability;
}

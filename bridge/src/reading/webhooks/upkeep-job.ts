import {
  assessRegistrations,
  isSignalboxError,
  registrationsOf,
  type Site,
  type WebhookRegistration,
} from '@signalbox/sdk';
import { z } from 'zod';
import { defineJob, type Job } from '../../jobs/index.ts';
import type { Kernel } from '../../kernel.ts';
import type { WebhookStates } from './webhook-state.ts';

export const upkeepQueue = 'reading-webhooks';

export interface UpkeepOptions {
  readonly kernel: Pick<Kernel, 'sites' | 'clock' | 'events' | 'logger'>;
  readonly states: WebhookStates;
  /** Reads what came while nothing was heard. */
  readonly readGap: (site: string) => Promise<void>;
}

type Registrations = NonNullable<Site['webhookRegistrations']>;
const call = (signal: AbortSignal) => ({ lane: 'backfill', signal }) as const;

/**
 * Keeps registrations that end alive: renews them ten days before. One that has ended, because no bridge ran for weeks,
 * is made again at the same address, and the gap is read. What nobody has registered is not registered here.
 */
export function upkeepJob({ kernel, states, readGap }: UpkeepOptions): Job {
  const { sites, clock, events, logger } = kernel;

  function tell(site: string, code: string, message: string): void {
    events.publish({ type: 'problem.noticed', site, at: new Date(clock.now()).toISOString(), code, message });
  }

  async function ownOf({ name }: Site, registrations: Registrations, signal: AbortSignal) {
    return registrationsOf(name, await registrations.list(call(signal)));
  }

  async function renewed(
    site: Site,
    registrations: Registrations,
    own: readonly WebhookRegistration[],
    signal: AbortSignal,
  ): Promise<readonly WebhookRegistration[]> {
    const { due } = assessRegistrations(own, clock.now());
    if (due.length === 0 || registrations.renew === undefined) return own;
    await registrations.renew(
      due.map(({ id }) => id),
      call(signal),
    );
    logger.info({ site: site.name, webhooks: due.length }, 'webhooks were renewed');
    return await ownOf(site, registrations, signal);
  }

  /** The address at which a registration has ended: still listed, or remembered. */
  function lapsedAt(
    own: readonly WebhookRegistration[],
    remembered: readonly WebhookRegistration[],
  ): string | null {
    const { live, expired } = assessRegistrations(own, clock.now());
    if (live.length > 0) return null;
    const [known] = [...expired, ...assessRegistrations(remembered, clock.now()).expired];
    return known?.url ?? null;
  }

  async function keep(site: Site, registrations: Registrations, signal: AbortSignal): Promise<void> {
    const before = await states.read(site.name);
    let own = await renewed(site, registrations, await ownOf(site, registrations, signal), signal);
    const url = lapsedAt(own, before.registrations);
    if (url !== null) {
      for (const { id } of own) await registrations.remove(id, call(signal));
      await registrations.register(url, call(signal));
      own = await ownOf(site, registrations, signal);
      tell(
        site.name,
        'webhook-lapsed',
        `The webhook of ${site.name} had expired and was registered again. What came meanwhile is read by search.`,
      );
      await readGap(site.name);
    }
    const { live, endsAt } = assessRegistrations(own, clock.now());
    const problem = live.length > 0 ? null : 'No enabled webhook leads to this site.';
    await states.saw(site.name, { registrations: own, endsAt, problem });
    if (problem !== null && site.webhook) {
      tell(
        site.name,
        'webhook-missing',
        `No enabled webhook at ${site.baseUrl} leads to /webhooks/${site.name}; tickets are found by reading alone. Run "signalbox webhooks register ${site.name} --url https://YOUR-SIGNALBOX/webhooks/${site.name}".`,
      );
    }
  }

  async function failed(site: Site, code: string, message: string): Promise<void> {
    const { registrations, endsAt } = await states.read(site.name);
    await states.saw(site.name, { registrations, endsAt, problem: message });
    // Most accounts are no administrators: nothing to be told of every hour.
    if (registrations.length === 0) return;
    logger.warn({ site: site.name, code }, 'webhooks could not be looked at');
    const { due, expired } = assessRegistrations(registrations, clock.now());
    if (due.length + expired.length === 0) return;
    tell(
      site.name,
      'webhook-not-renewed',
      `The webhook of ${site.name} ends on ${endsAt} and could not be renewed: ${message} It is tried again every hour.`,
    );
  }

  return defineJob({
    queue: upkeepQueue,
    data: z.object({}),
    schedule: '23 * * * *',
    async handle(_, { signal }) {
      for (const site of sites.values()) {
        if (!site.webhookRegistrations) continue;
        try {
          await keep(site, site.webhookRegistrations, signal);
        } catch (error) {
          if (!isSignalboxError(error) || error.code === 'aborted') throw error;
          await failed(site, error.code, error.message);
        }
      }
      return undefined;
    },
  });
}

import { isSignalboxError, type Site } from '@signalbox/sdk';
import { z } from 'zod';
import type { Discoverer } from '../../intake/index.ts';
import { defineJob, type Job } from '../../jobs/index.ts';
import type { Kernel } from '../../kernel.ts';
import type { TicketRecords } from '../records/index.ts';
import type { ReadingTables } from '../tables.ts';
import type { LookFor } from './look-for.ts';

const hourMs = 3_600_000;
/** A ticket that was read so lately is taken to be there. */
const restMs = 6 * hourMs;
/** Per site and hour: in Jira, 500 of the points of an hour. */
const mostAnHour = 500;

export interface PresenceOptions {
  readonly kernel: Kernel;
  readonly records: TicketRecords;
  readonly discoverer: Discoverer;
  readonly lookFor: LookFor;
}

/**
 * Looks for open tickets that no reading has brought for hours: a search shows what changed, and never what is gone.
 * A change that readings have missed is found here, too.
 */
export function presenceJob({ kernel, records, discoverer, lookFor }: PresenceOptions): Job {
  const { store, clock, sites, logger } = kernel;

  async function check(site: Site, signal: AbortSignal): Promise<void> {
    const before = new Date(clock.now() - restMs).toISOString();
    const ids = await records.unseen(site.name, before, mostAnHour);
    if (ids.length === 0) return;
    const { present, gone } = await lookFor(site, ids, { signal });
    const at = new Date(clock.now()).toISOString();
    const changed = present.filter(({ ticket, record }) => ticket.version !== record.version);
    await store.transaction<ReadingTables, void>(async (transaction, afterCommit) => {
      const tickets = changed.map(({ ticket }) => ticket);
      await records.put(transaction, site.name, tickets, at);
      await discoverer.discoverIn(transaction, site.name, tickets, afterCommit);
    });
    await records.touch(site.name, ids, at);
    if (gone.length > 0) logger.info({ site: site.name, tickets: gone.length }, 'tickets are gone');
  }

  return defineJob({
    queue: 'reading-presence',
    data: z.object({}),
    schedule: '17 * * * *',
    async handle(_, { signal }) {
      for (const site of sites.values()) {
        if (!site.tickets) continue;
        try {
          await check(site, signal);
        } catch (error) {
          // The next hour asks again; one site that is down holds up no other.
          if (!isSignalboxError(error)) throw error;
          logger.warn({ site: site.name, code: error.code }, 'tickets could not be looked for');
        }
      }
      return undefined;
    },
  });
}

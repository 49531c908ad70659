import type { BlindSample, TriagePorts } from '@signalbox/triage/line';
import { demotionFor } from '@signalbox/triage/line';
import { describeReason, type Policy, type ReasonCode } from '@signalbox/triage/schema';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { defineRoute, type Route } from '../../http/index.ts';
import { defineJob, type Job } from '../../jobs/index.ts';
import type { Kernel } from '../../kernel.ts';
import { isInScope } from '../../store/index.ts';
import { shiftedTargets } from './class-mix.ts';
import { settleJob, settleQueue, settleSweep } from './settle-job.ts';
import { standingsOf, type TargetStanding, watchDelta, watchedTargetSchema } from './standing.ts';
import type { WatchTables } from './tables.ts';
import { createWatchLog, type WatchedTarget } from './watch-log.ts';
import { collectWatchGauges } from './watch-metrics.ts';

/** Counts errors in production on tickets that nobody was shown a suggestion for, and takes back what does not hold. */
export interface Watch {
  /** The line's port for a site. */
  port(site: string): NonNullable<TriagePorts['watch']>;
  /** In the transaction that stores a decision. */
  record(
    transaction: Transaction<WatchTables>,
    ticket: Pick<BlindSample, 'site' | 'ticketId'>,
    samples: readonly BlindSample[],
    at: string,
  ): Promise<void>;
  /** In the transaction that ends the look at a finished ticket: what people chose on it is read. */
  settled(transaction: Transaction<WatchTables>, site: string, ticketId: string): Promise<void>;
  readonly jobs: readonly Job[];
  readonly routes: readonly Route[];
  start(): Promise<void>;
}

export function createWatch(kernel: Kernel, policyOf: (site: string) => Policy): Watch {
  const log = createWatchLog(kernel.store);
  let salt = '';

  async function demote(target: WatchedTarget, reason: ReasonCode): Promise<void> {
    const at = new Date(kernel.clock.now()).toISOString();
    if (!(await log.demote(target, { reason, at }))) return;
    kernel.events.publish({
      type: 'problem.noticed',
      site: target.site,
      at,
      code: reason,
      message: `${target.target} is suggested and no longer applied. ${describeReason(reason)}`,
    });
  }

  /** Holds what was counted against the promise of the certificate it was counted under, while that is in force. */
  async function judge(target: WatchedTarget): Promise<void> {
    const { certificate } = policyOf(target.site);
    if (certificate?.id !== target.certificateId) return;
    const { right, wrong } = await log.counts(target);
    const promise = { alpha: certificate.promise.alpha, delta: watchDelta(certificate) };
    const reason = demotionFor({ observed: right + wrong, errors: wrong }, promise);
    if (reason) await demote(target, reason);
  }

  async function standings(sites: readonly string[]): Promise<readonly TargetStanding[]> {
    const all = await Promise.all(sites.map((site) => standingsOf(log, site, policyOf(site))));
    return all.flat();
  }
  collectWatchGauges(kernel, () => standings([...kernel.sites.keys()]));

  const mixJob = defineJob({
    queue: 'watch-mix',
    data: z.object({}),
    schedule: '*/15 * * * *',
    async handle() {
      for (const site of kernel.sites.keys()) {
        const policy = policyOf(site);
        if (policy.certificate === null) continue;
        for (const target of await shiftedTargets(kernel.store, site, policy, policy.certificate)) {
          await demote({ site, certificateId: policy.certificate.id, target }, 'certificate-mix');
        }
      }
      return undefined;
    },
  });

  return {
    port: (site) => ({
      get salt() {
        return salt;
      },
      async demoted({ id }) {
        const demotions = await log.demotions(site, id);
        return Object.fromEntries([...demotions].map(([target, { reason }]) => [target, reason]));
      },
    }),
    record: (transaction, ticket, samples, at) => log.add(transaction, ticket, samples, at),
    async settled(transaction, site, ticketId) {
      if ((await log.waiting(site, ticketId)).length === 0) return;
      await kernel.jobs.enqueue(transaction, settleQueue, [
        { key: `${site}/${ticketId}`, data: { site, ticketId } },
      ]);
    },
    jobs: [settleJob(kernel, log, judge), settleSweep(kernel, log), mixJob],
    routes: [
      defineRoute({
        method: 'get',
        path: '/api/v1/watch',
        operationId: 'readWatch',
        access: ['viewer'],
        summary:
          'Per site and target under a certificate: errors counted in production, and what was taken back to suggest.',
        tag: 'Decisions',
        result: z.object({ targets: z.array(watchedTargetSchema) }),
        async handle({ caller }) {
          const sites = [...kernel.sites.keys()].filter((site) => isInScope(caller.scope, site));
          return { targets: [...(await standings(sites))] };
        },
      }),
    ],
    async start() {
      salt = await log.salt();
    },
  };
}

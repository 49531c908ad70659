import { type Policy, reasonCodeSchema } from '@signalbox/triage/schema';
import { errorInterval } from '@signalbox/triage/statistics';
import { z } from 'zod';
import type { WatchLog } from './watch-log.ts';

/** How one target of a site's certificate stands in production. */
export const watchedTargetSchema = z.object({
  site: z.string(),
  target: z.string(),
  certificateId: z.string(),
  expiresAt: z.string(),
  /** At most this share wrong among those applied. */
  alpha: z.number(),
  blindShare: z.number(),
  samples: z.object({
    /** Drawn, and their tickets not settled yet. */
    waiting: z.number(),
    /** Settled, with a value that a person chose. */
    observed: z.number(),
    /** …of which differ from what would have been applied. */
    errors: z.number(),
    /** Settled without a value that a person chose. */
    unlabelled: z.number(),
    /** Decided again before they were settled. */
    superseded: z.number(),
  }),
  /** Of the error in production: holds it at all times at once, with confidence 1 − `delta`. */
  interval: z.object({ lower: z.number(), upper: z.number(), delta: z.number() }),
  /** Why, and since when, the target is suggested instead of applied; null: it is not. */
  demoted: z.object({ reason: reasonCodeSchema, at: z.string() }).nullable(),
});
export type TargetStanding = z.infer<typeof watchedTargetSchema>;

/** δ of the watch: the certificate's, divided over its targets. */
export function watchDelta({ promise, targets }: NonNullable<Policy['certificate']>): number {
  return promise.delta / Math.max(1, Object.keys(targets).length);
}

export async function standingsOf(
  log: WatchLog,
  site: string,
  { certificate, blindShare }: Policy,
): Promise<readonly TargetStanding[]> {
  if (certificate === null) return [];
  const delta = watchDelta(certificate);
  const demotions = await log.demotions(site, certificate.id);
  return await Promise.all(
    Object.keys(certificate.targets).map(async (target) => {
      const { right, wrong, waiting, unlabelled, superseded } = await log.counts({
        site,
        certificateId: certificate.id,
        target,
      });
      const observed = right + wrong;
      return {
        site,
        target,
        certificateId: certificate.id,
        expiresAt: certificate.expiresAt,
        alpha: certificate.promise.alpha,
        blindShare,
        samples: { waiting, observed, errors: wrong, unlabelled, superseded },
        interval: { ...errorInterval(wrong, observed, delta), delta },
        demoted: demotions.get(target) ?? null,
      };
    }),
  );
}

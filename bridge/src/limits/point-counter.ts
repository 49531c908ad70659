import type { PointReservation, ReservedPoints } from '@signalbox/sdk';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Gives back nothing to the next window, when this one has ended meanwhile: what is begun so is over at once. */
const onlyToThisWindow = { customDuration: 0.001 };

/**
 * Counts the points of a site's window over all processes. rate-limiter-flexible counts in windows that begin with the
 * first request and end at a given time, as vendors' quotas do.
 */
export function createPointCounter(pool: Pool, site: string) {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'limits_window',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: '',
    points: 1,
    duration: 3_600,
  });

  async function consumed(points: number, windowLeftMs: number): Promise<RateLimiterRes> {
    try {
      return await limiter.consume(site, points, { customDuration: exactSeconds(windowLeftMs) });
    } catch (refusal) {
      // More than is granted: counted all the same.
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }

  return {
    async reserve({ points, granted, windowLeftMs }: PointReservation): Promise<ReservedPoints> {
      limiter.points = granted;
      const result = await consumed(points, windowLeftMs);
      const excess = Math.min(points, Math.max(0, result.consumedPoints - granted));
      if (excess > 0) await limiter.reward(site, excess, onlyToThisWindow);
      return {
        taken: points - excess,
        takenByAll: result.consumedPoints - excess,
        windowLeftMs: result.msBeforeNext,
      };
    },
    async giveBack(points: number): Promise<void> {
      await limiter.reward(site, points, onlyToThisWindow);
    },
  };
}

/** The library multiplies seconds by a thousand and stores the result as a whole number. */
function exactSeconds(durationMs: number): number {
  let wholeMs = Math.max(1, Math.ceil(durationMs));
  while ((wholeMs / 1_000) * 1_000 !== wholeMs) wholeMs += 1;
  return wholeMs / 1_000;
}

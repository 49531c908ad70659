import type { PointReservation, ReservedPoints } from '@signalbox/sdk';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** What is given back to a window that is over begins nothing that lasts. */
const ofThatWindowOnly = { customDuration: 0.001 };

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

  const keyOf = (window: number): string => `${site}@${window}`;

  async function consumed({ window, points, windowLeftMs }: PointReservation): Promise<RateLimiterRes> {
    try {
      return await limiter.consume(keyOf(window), points, { customDuration: exactSeconds(windowLeftMs) });
    } catch (refusal) {
      // More than is granted: counted all the same.
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }

  return {
    async reserve(reservation: PointReservation): Promise<ReservedPoints> {
      const { window, points, granted } = reservation;
      limiter.points = granted;
      const { consumedPoints } = await consumed(reservation);
      const excess = Math.min(points, Math.max(0, consumedPoints - granted));
      if (excess > 0) await limiter.reward(keyOf(window), excess, ofThatWindowOnly);
      return { taken: points - excess, takenByAll: consumedPoints - excess };
    },
    async giveBack({ window, points }: Pick<PointReservation, 'window' | 'points'>): Promise<void> {
      await limiter.reward(keyOf(window), points, ofThatWindowOnly);
    },
  };
}

/** The library multiplies seconds by a thousand and stores the result as a whole number. */
function exactSeconds(durationMs: number): number {
  let wholeMs = Math.max(1, Math.ceil(durationMs));
  while ((wholeMs / 1_000) * 1_000 !== wholeMs) wholeMs += 1;
  return wholeMs / 1_000;
}

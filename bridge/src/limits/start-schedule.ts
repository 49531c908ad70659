import type { StartReservation } from '@signalbox/sdk';
import type { Pool } from 'pg';

/**
 * One schedule of starts per site, which all processes take from: the virtual scheduling of the generic cell rate
 * algorithm (ITU-T I.371). Counts in fixed windows would let twice the pace through where two windows meet.
 */
export function createStartSchedule(pool: Pool, site: string) {
  return {
    /** Milliseconds from now to the first of the starts; time that nobody took is not made up for. */
    async reserve({ starts, intervalMs }: StartReservation): Promise<number> {
      const { rows } = await pool.query<{ first_in_ms: number }>({
        name: 'limits-reserve-starts',
        text: `
          insert into limits_pace as pace (site, next_at)
          values ($1, clock_timestamp() + $2 * interval '1 millisecond')
          on conflict (site) do update
            set next_at = greatest(pace.next_at, clock_timestamp()) + $2 * interval '1 millisecond'
          returning (extract(epoch from next_at - clock_timestamp()) * 1000)::float8 - $2 as first_in_ms`,
        values: [site, starts * intervalMs],
      });
      return Math.max(0, rows[0]?.first_in_ms ?? 0);
    },
  };
}

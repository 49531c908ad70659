import type { StartReservation } from '@signalbox/sdk';
import type { Pool } from 'pg';

/**
 * One schedule of starts per site, and per kind of request with a limit of its own, which all processes take from: the virtual scheduling of the generic cell rate
 * algorithm (ITU-T I.371). Counts in fixed windows would let twice the pace through where two windows meet.
 */
export function createStartSchedule(pool: Pool, site: string) {
  return {
    /** Milliseconds from now to the first of the starts; time that nobody took is not made up for. */
    async reserve({ kind, starts, intervalMs }: StartReservation): Promise<number> {
      const { rows } = await pool.query<{ first_in_ms: number }>({
        name: 'limits-reserve-starts',
        text: `
          insert into limits_schedule as schedule (site, kind, next_at)
          values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
          on conflict (site, kind) do update
            set next_at = greatest(schedule.next_at, clock_timestamp()) + $3 * interval '1 millisecond'
          returning (extract(epoch from next_at - clock_timestamp()) * 1000)::float8 - $3 as first_in_ms`,
        values: [site, kind ?? '', starts * intervalMs],
      });
      return Math.max(0, rows[0]?.first_in_ms ?? 0);
    },
  };
}

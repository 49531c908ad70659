import type { Clock } from '@signalbox/sdk';
import type { WritePorts } from '@signalbox/triage/line';
import type { Outbox } from './outbox.ts';

export interface WritePermissionOptions {
  readonly site: string;
  readonly writesPerHour: number;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'begin'>;
  readonly isPaused: (site: string) => Promise<boolean>;
}

const hourMs = 3_600_000;
/** A paused action looks again after this long. */
const pausedRetryMs = 5_000;
const cappedRetryMs = 60_000;

/** The kill switch and the cap, asked right before each request that writes. */
export function writePermission(options: WritePermissionOptions): WritePorts['begin'] {
  const { site, clock, outbox, writesPerHour } = options;
  return async (attempt) => {
    if (await options.isPaused(site))
      return { allowed: false, reason: 'paused by the kill switch', retryAfterMs: pausedRetryMs };
    const since = new Date(clock.now() - hourMs).toISOString();
    switch (await outbox.begin(attempt, { writes: writesPerHour, since })) {
      case 'begun':
        return { allowed: true };
      case 'capped':
        return {
          allowed: false,
          reason: `the cap of ${writesPerHour} writes an hour is reached`,
          retryAfterMs: cappedRetryMs,
        };
      case 'closed':
        return { allowed: false, reason: 'a newer decision took its place', retryAfterMs: 0 };
    }
  };
}

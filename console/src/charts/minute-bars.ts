import type { Minute } from '../api/index.ts';

const minuteMs = 60_000;

/** One bar per minute up to now, minutes without tickets included; oldest first. */
export function minuteBars(recent: readonly Minute[], nowMs: number, count: number): Minute[] {
  const known = new Map(recent.map((minute) => [Math.floor(Date.parse(minute.at) / minuteMs), minute]));
  const last = Math.floor(nowMs / minuteMs);
  return Array.from({ length: count }, (_, index) => {
    const minute = last - count + 1 + index;
    return known.get(minute) ?? { at: new Date(minute * minuteMs).toISOString(), received: 0, decided: 0 };
  });
}

/** What is limited, and how it is counted. */
export type QuotaWay = 'points' | 'hour' | 'burst';

/** One run: a vendor with a hard limit, and so many processes that read all its tickets, again and again. */
export interface QuotaPlan {
  readonly way: QuotaWay;
  readonly share: number;
  readonly processes: number;
}

/** An hour is so short here. */
export const hourMs = 8_000;
/** What the share allows: in an hour, or in a second of a burst. */
export function grantedBy({ way, share }: QuotaPlan): number {
  if (way === 'points') return 8_000;
  if (way === 'hour') return 160;
  // The whole of a limit that is lower than documented, or a quarter of the documented one.
  return share === 1 ? 20 : 25;
}
/** Tickets on a page: small, so that the limit and not the reading is what takes the time. */
export const pageSizes: Readonly<Record<QuotaWay, number>> = { points: 50, hour: 20, burst: 10 };
/** Tickets at the vendor. */
export const ticketCount = 1_000;
/** Counts take effect late: every 30 s of an hour on a ServiceNow. */
export const commitEveryMs = hourMs / 120;
/** How long a run may learn, and how long it is then measured; both whole windows. */
export const learnMs: Readonly<Record<QuotaWay, number>> = { points: 16_000, hour: 16_000, burst: 24_000 };
export const measureMs = 24_000;

/** How long one window of a limit lasts. */
export const windowMs = (way: QuotaWay): number => (way === 'burst' ? 1_000 : hourMs);

/** What a vendor answered, as the vendor saw it. */
export interface SeenAnswer {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly isRefused: boolean;
  /** What the answer cost of the limit. */
  readonly points: number;
}

import type { LimitMemory } from './limit-memory.ts';

export interface StartReservation {
  /** The kind of request whose own limit it is about; null: the pace of the whole site. */
  readonly kind: string | null;
  readonly starts: number;
  /** Milliseconds from one start to the next, over all processes. */
  readonly intervalMs: number;
}

export interface PointReservation {
  /** Which of the vendor's windows; the same number in every process, another for the next one. */
  readonly window: number;
  readonly points: number;
  /** Points that all processes together may take until the window ends. */
  readonly granted: number;
  /** Milliseconds until the vendor's window ends. */
  readonly windowLeftMs: number;
}

export interface ReservedPoints {
  /** 0 up to what was asked for. */
  readonly taken: number;
  /** What all processes have taken in this window, this included. */
  readonly takenByAll: number;
}

/**
 * What the processes that work for one site share, so that together they keep its limits. The SDK has no database: a
 * service that has one supplies this, and joins it with `site.governor.share`. Every call may be slow or fail:
 * the governor then goes on alone, with its part of the share.
 */
export interface SharedLimits {
  /** Reserves starts one after the other; gives the milliseconds from now to the first of them. */
  reserveStarts(reservation: StartReservation): Promise<number>;
  /** Takes points of one of the vendor's windows. */
  reservePoints(reservation: PointReservation): Promise<ReservedPoints>;
  /** Gives back what was taken and not spent. */
  returnPoints(returned: Pick<PointReservation, 'window' | 'points'>): Promise<void>;
  /** How many processes work for the site, this one included. */
  readonly processes: number;
  /** What is known of the site's limits; null: nothing yet. */
  recall(): Promise<LimitMemory | null>;
  /** Adds what this process knows, and lets the others know. */
  remember(memory: LimitMemory): Promise<void>;
  /** Calls back when another process knows more. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

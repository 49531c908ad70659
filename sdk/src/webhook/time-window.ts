import { SignalboxError } from '../errors/index.ts';

export interface TimeWindow {
  /** When the sender says it signed or sent, milliseconds since the epoch. */
  readonly sentAt: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How old it may be. Jira retries for over an hour: at least two hours there. */
  readonly maximumAgeMs: number;
  /** How far ahead the sender's clock may be. Default 5 min. */
  readonly maximumAheadMs?: number;
}

const defaultAheadMs = 5 * 60_000;

/** Throws `replay` for a delivery that is too old, comes from the future, or has no readable time. */
export function checkTimeWindow(window: TimeWindow): void {
  const ageMs = window.now - window.sentAt;
  if (!Number.isFinite(ageMs)) throw new SignalboxError('replay', 'The webhook carries no readable time.');
  if (ageMs > window.maximumAgeMs) {
    throw new SignalboxError(
      'replay',
      'The webhook is older than its time window allows: a replay, or a wrong clock.',
    );
  }
  if (-ageMs > (window.maximumAheadMs ?? defaultAheadMs)) {
    throw new SignalboxError(
      'replay',
      'The webhook comes from the future: compare the clocks of both machines.',
    );
  }
}

import { isSignalboxError, type ReadBack, type WriteResult } from '@signalbox/sdk';
import type { Action } from '../schema/index.ts';
import type { WritePorts } from './ports.ts';

export type WriteProgress =
  | { readonly kind: 'done'; readonly action: Action; readonly result: WriteResult }
  /** Not finished; come back at `atMs` (milliseconds since the epoch). */
  | { readonly kind: 'later'; readonly action: Action; readonly atMs: number; readonly reason: string };

/** How often a change that may have landed is tried again before a human has to look. */
const maxUncertainAttempts = 4;
const firstBackoffMs = 1_000;
const maxBackoffMs = 60_000;

export type WriteStep =
  | { readonly kind: 'apply' }
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'read-back' };

/** What comes next for an action. Pure. An attempt that may still land is waited for, then read back, before any repeat. */
export function nextWriteStep(action: Action, longestRequestMs: number, nowMs: number): WriteStep {
  if (action.uncertainSince === null) return { kind: 'apply' };
  const untilMs = action.uncertainSince + longestRequestMs;
  return nowMs < untilMs ? { kind: 'wait', untilMs } : { kind: 'read-back' };
}

const settled = (outcome: WriteResult['outcome'], reason: string | null): WriteResult => ({
  outcome,
  fields: [],
  reason,
});

const afterReadBack: Readonly<Record<Exclude<ReadBack, 'absent'>, WriteResult>> = {
  present: settled('applied', 'Found in place after an unanswered request.'),
  superseded: settled('conflict', 'Someone else changed the field while our request was unanswered.'),
};

function backoffMs(attempts: number): number {
  return Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(attempts, 16));
}

/**
 * Takes one action one step towards its end: at most one request that writes. State is stored before the request
 * leaves, so a process killed at any point finds the attempt on restart and reads back before it repeats.
 */
export async function writeAction(
  ports: WritePorts,
  action: Action,
  signal?: AbortSignal,
): Promise<WriteProgress> {
  const finish = async (from: Action, result: WriteResult): Promise<WriteProgress> => {
    const finished: Action = { ...from, status: result.outcome, uncertainSince: null, reason: result.reason };
    await ports.record(finished);
    return { kind: 'done', action: finished, result };
  };
  const step = nextWriteStep(action, ports.limits.longestRequestMs, ports.clock.now());
  if (step.kind === 'wait')
    return { kind: 'later', action, atMs: step.untilMs, reason: 'an earlier request may still land' };

  let current = action;
  if (step.kind === 'read-back') {
    const found = await ports.vendor.readBack(action.change, signal);
    if (found !== 'absent') return finish(action, afterReadBack[found]);
    if (action.uncertainAttempts >= maxUncertainAttempts) {
      return finish(
        action,
        settled('unknown', `No certain answer after ${action.uncertainAttempts} attempts.`),
      );
    }
    current = { ...action, uncertainSince: null };
  }

  const inFlight: Action = {
    ...current,
    attempts: current.attempts + 1,
    uncertainAttempts: current.uncertainAttempts + 1,
    uncertainSince: ports.clock.now(),
  };
  const permission = await ports.begin(inFlight);
  if (!permission.allowed) {
    // What was read back is known now; keeping it spares the next step the same question.
    if (current !== action) await ports.record(current);
    return {
      kind: 'later',
      action: current,
      atMs: ports.clock.now() + permission.retryAfterMs,
      reason: permission.reason,
    };
  }

  try {
    return await finish(inFlight, await ports.vendor.apply(inFlight.change, signal));
  } catch (error) {
    if (!isSignalboxError(error)) throw error;
    if (error.mayHaveTakenEffect) {
      // Counted from the end of the attempt: only then is the request certainly no longer on our side.
      const uncertain: Action = { ...inFlight, uncertainSince: ports.clock.now(), reason: error.message };
      await ports.record(uncertain);
      return {
        kind: 'later',
        action: uncertain,
        atMs: ports.clock.now() + ports.limits.longestRequestMs,
        reason: error.code,
      };
    }
    if (!error.isRetryable) return finish(inFlight, settled('rejected', error.message));
    // The vendor certainly did not act, so this attempt does not count against the uncertain ones.
    const refused: Action = {
      ...inFlight,
      attempts: current.attempts,
      uncertainSince: null,
      reason: error.message,
    };
    await ports.record(refused);
    const atMs = ports.clock.now() + Math.max(error.retryAfterMs ?? 0, backoffMs(current.attempts));
    return { kind: 'later', action: refused, atMs, reason: error.code };
  }
}

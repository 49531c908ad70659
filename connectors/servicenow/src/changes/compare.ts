import { type FieldResult, isSameValue, type Ticket, valueAt } from '@signalbox/sdk';
import type { Refusal, Target } from './target.ts';

/** What is to be written, and what is settled without writing. */
export interface Comparison {
  readonly writable: readonly Target[];
  readonly settled: readonly FieldResult[];
}

/**
 * Compares every target with what the ticket holds: ours is done, what was compared before deciding may be written,
 * anything else is someone's and stays. After a first write (`isRepeat`) nothing is written any more: whatever
 * differs then, someone chose since.
 */
export function compare(
  ticket: Ticket,
  targets: readonly (Target | Refusal)[],
  isRepeat: boolean,
): Comparison {
  const writable: Target[] = [];
  const settled: FieldResult[] = [];
  for (const target of targets) {
    if ('refused' in target) {
      settled.push({ path: target.path, outcome: 'rejected', reason: target.refused });
      continue;
    }
    const current = valueAt(ticket, target.path);
    if (isSameValue(current, target.to)) {
      settled.push({ path: target.path, outcome: 'already-applied', reason: null });
    } else if (!isRepeat && isSameValue(current, target.from)) {
      writable.push(target);
    } else {
      const reason = isRepeat
        ? 'The value changed after Signalbox had written it, and stays.'
        : 'Someone chose another value meanwhile, and it stays.';
      settled.push({ path: target.path, outcome: 'conflict', reason });
    }
  }
  return { writable, settled };
}

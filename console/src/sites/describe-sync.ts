import type { Route } from '@signalbox/triage/schema';
import type { Certificate, Sync } from '../api/index.ts';
import { formatCount, formatTime } from '../format/index.ts';
import { strings } from '../strings.ts';

const words = strings.sync;

export interface SyncDescription {
  readonly aspect: Route;
  readonly word: string;
  /** Sentences. */
  readonly details: readonly string[];
}

/** Why a reading cannot be called complete. */
function gaps({ failure, blankByAccessRules, skipped, unaccounted }: Certificate): string[] {
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  return [
    ...(failure === null ? [] : [words.stopped(failure.message)]),
    ...(blankByAccessRules === 0 ? [] : [words.hidden(blankByAccessRules, formatCount(blankByAccessRules))]),
    ...[...reasons].map(([reason, rows]) => words.skipped(rows.length, formatCount(rows.length), reason)),
    ...(unaccounted === 0 ? [] : [words.missing(unaccounted, formatCount(unaccounted))]),
  ];
}

/** How far a reading by search has got, or what its certificate says, in words. */
export function describeSync(sync: Sync): SyncDescription {
  const { state, startedAt, received, marked, countedByVendor, certificate } = sync;
  const since = words.since(formatTime(sync.from));
  if (state === 'running') {
    if (startedAt === null) return { aspect: 'none', word: words.waiting, details: [since] };
    const of = countedByVendor === null ? null : formatCount(countedByVendor);
    return {
      aspect: 'suggest',
      word: words.running,
      details: [words.progress(formatCount(received), of), since],
    };
  }
  const counts = words.counts(received, formatCount(received), formatCount(marked));
  if (certificate?.complete) {
    const proof = certificate.countedByVendor === null ? words.completeUncounted : words.completeCounted;
    return { aspect: 'apply', word: words.complete, details: [proof, counts, since] };
  }
  const why = certificate === null ? [] : gaps(certificate);
  return { aspect: 'escalate', word: words.incomplete, details: [...why, counts, since] };
}

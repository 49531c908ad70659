import { type CompletenessCertificate, hiddenByAccessRules, type SkippedRow } from '@signalbox/sdk';

/** A whole sync, over all its interruptions. */
export interface SyncFacts {
  readonly site: string;
  readonly from: string;
  /** null: without an end. */
  readonly to: string | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The vendor's counts before the first page and after the last; null where it cannot say. */
  readonly counts: readonly (number | null)[];
  /** Different tickets received. */
  readonly received: number;
  readonly skipped: readonly SkippedRow[];
  readonly repeated: number;
  readonly checkpoint: string | null;
  readonly failure: CompletenessCertificate['failure'];
}

/**
 * Certifies a sync that may have been interrupted and resumed: what came before the interruption counts as well, so
 * that the whole is held to the vendor's count. The smaller count stands, because tickets move while they are read.
 */
export function certify({ counts, skipped, ...facts }: SyncFacts): CompletenessCertificate {
  const known = counts.filter((count) => count !== null);
  const countedByVendor = known.length > 0 && known.length === counts.length ? Math.min(...known) : null;
  const blankByAccessRules = skipped.filter(({ reason }) => reason === hiddenByAccessRules).length;
  const unaccounted = Math.max(0, (countedByVendor ?? 0) - facts.received - skipped.length);
  return {
    ...facts,
    countedByVendor,
    blankByAccessRules,
    skipped: skipped.filter(({ reason }) => reason !== hiddenByAccessRules),
    unaccounted,
    complete: facts.failure === null && unaccounted === 0 && skipped.length === 0,
  };
}

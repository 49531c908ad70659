import type { Masker } from '../model/index.ts';
import type { CertificationChoice } from '../schema/index.ts';
import type { SuggestionWeights } from './suggestion-choices.ts';

export interface CertifyOptions {
  /** The model's target for each name the rows use. */
  readonly targets: Readonly<Record<string, string>>;
  /** At most this share wrong among those applied. */
  readonly alpha: number;
  /** The promise fails with at most this probability. */
  readonly delta: number;
  readonly seed: number;
  /** Shares of rows without a part of their own. */
  readonly shares: { readonly calibrate: number; readonly certify: number; readonly report: number };
  readonly outOfVocabularyLimit: number;
  readonly leastTypicality: number;
  /** null: texts are taken as they are. */
  readonly masker: Masker | null;
  readonly weights: SuggestionWeights;
  /** The site the certificate is for; null: a study, under which nothing can be applied. */
  readonly site: {
    readonly name: string;
    readonly policyScope: string;
    /** By the model's target: what its field offers; null: an open field. */
    readonly catalogs: Readonly<Record<string, readonly string[] | null>>;
  } | null;
  /** Choices made before, on whatever rows. */
  readonly earlier: readonly CertificationChoice[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly validDays: number;
  readonly onProgress?: ((progress: CertifyProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CertifyProgress {
  readonly stage: 'reading' | 'splitting' | 'scoring';
  readonly rows: number;
}

export const defaultCertifyOptions = {
  alpha: 0.03,
  delta: 0.05,
  seed: 1,
  shares: { calibrate: 0.2, certify: 0.6, report: 0.2 },
  outOfVocabularyLimit: 0.8,
  leastTypicality: 0,
  weights: { beta: 1, costs: { wrong: 1, missed: 1 } },
  validDays: 90,
} as const;

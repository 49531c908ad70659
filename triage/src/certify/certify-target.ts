import { type Answer, type Certified, neededRows, planSequence, testSequence } from './fixed-sequence.ts';

/** A model's answer beside the recorded label. */
export interface ScoredAnswer extends Answer {
  /** The label that would be applied. */
  readonly label: string;
}

/** The rows of one target, by part. Rows that are out of scope are never applied and stand in none of them. */
export interface TargetAnswers {
  readonly calibrate: readonly ScoredAnswer[];
  readonly certify: readonly ScoredAnswer[];
}

/** Labels that share one promise: one label, or the pool of those with too few rows. */
export interface CertifiedGroup extends Certified {
  readonly labels: readonly string[];
  readonly alpha: number;
  readonly delta: number;
}

/** How a label fares. */
export interface LabelStanding {
  readonly label: string;
  /** Certification rows that the model gives this label. */
  readonly rows: number;
  readonly promise: 'alone' | 'pool';
  /**
   * Certification rows that a promise of its own would need at least, beyond these; 0 when promised alone, or when not
   * the rows are wanting but its error is too uncertain; null: not with this model.
   */
  readonly rowsMissing: number | null;
}

export interface CertifiedTarget {
  readonly groups: readonly CertifiedGroup[];
  readonly labels: readonly LabelStanding[];
}

interface LabelRows {
  readonly label: string;
  readonly calibrate: readonly Answer[];
  readonly certify: readonly Answer[];
}

function byLabel({ calibrate, certify }: TargetAnswers, labels: readonly string[]): LabelRows[] {
  const rows = new Map(
    labels.map((label) => [label, { calibrate: [] as Answer[], certify: [] as Answer[] }]),
  );
  for (const answer of calibrate) rows.get(answer.label)?.calibrate.push(answer);
  for (const answer of certify) rows.get(answer.label)?.certify.push(answer);
  return [...rows].map(([label, found]) => ({ label, ...found }));
}

/**
 * Which labels have rows enough for a promise of their own. Only the calibration rows are asked, so that the choice
 * costs nothing: the fewer groups there are, the more of δ each has, so labels drop out until all that stay suffice.
 */
function standAlone(rows: readonly LabelRows[], scale: number, alpha: number, delta: number): Set<string> {
  const plans = rows.map(({ label, calibrate }) => ({ label, ...planSequence(calibrate, scale, alpha) }));
  let alone = plans;
  for (;;) {
    const groups = alone.length + (alone.length < rows.length ? 1 : 0);
    const logDelta = Math.log(delta / Math.max(1, groups));
    const kept = alone.filter(({ pessimisticLogP }) => pessimisticLogP <= logDelta);
    if (kept.length === alone.length) return new Set(kept.map(({ label }) => label));
    alone = kept;
  }
}

/**
 * Thresholds for one target under "at most `alpha` wrong among those applied, with confidence 1 − `delta`": for each
 * label with rows enough alone, for the others together. `delta` is divided over these groups.
 *
 * @param labels all labels the model can answer
 */
export function certifyTarget(
  answers: TargetAnswers,
  labels: readonly string[],
  alpha: number,
  delta: number,
): CertifiedTarget {
  const rows = byLabel(answers, labels);
  const scale = answers.certify.length / Math.max(1, answers.calibrate.length);
  const alone = standAlone(rows, scale, alpha, delta);
  const pool = rows.filter(({ label }) => !alone.has(label));
  const sets = [
    ...rows.filter(({ label }) => alone.has(label)).map((row) => [row]),
    ...(pool.length > 0 ? [pool] : []),
  ];
  const share = delta / sets.length;
  /** What one more label alone would leave to each. */
  const nextShare = delta / (sets.length + (pool.length > 1 ? 1 : 0));
  return {
    groups: sets.map((set) => {
      const plan = planSequence(
        set.flatMap(({ calibrate }) => calibrate),
        scale,
        alpha,
      );
      const certified = testSequence(
        set.flatMap(({ certify }) => certify),
        plan,
        alpha,
        share,
      );
      return { labels: set.map(({ label }) => label), alpha, delta: share, ...certified };
    }),
    labels: rows.map(({ label, calibrate, certify }) => {
      const isAlone = alone.has(label);
      const needed = isAlone ? 0 : neededRows(calibrate, alpha, nextShare);
      return {
        label,
        rows: certify.length,
        promise: isAlone ? 'alone' : 'pool',
        rowsMissing: needed === null ? null : Math.max(0, needed - certify.length),
      };
    }),
  };
}

/** The threshold for a label; null: it is not promised, and stays on suggest. */
export function thresholdOf(groups: readonly CertifiedGroup[], label: string): number | null {
  return groups.find(({ labels }) => labels.includes(label))?.threshold ?? null;
}

export function isApplied(groups: readonly CertifiedGroup[], { label, probability }: ScoredAnswer): boolean {
  const threshold = thresholdOf(groups, label);
  return threshold !== null && probability >= threshold;
}

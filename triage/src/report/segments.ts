import { type Interval, wilsonInterval } from '../statistics/index.ts';
import type { EvaluatedAnswer } from '../train/index.ts';

/** The rows that share a value of a column. */
export interface Segment {
  readonly value: string;
  readonly rows: number;
  readonly accuracy: number;
  /** Wilson, 95 %. */
  readonly interval: Interval;
  /** Whether the interval leaves the accuracy of all rows out. Among twenty segments one does so by chance. */
  readonly standing: 'lower' | 'higher' | 'as all';
}

/** Largest first. */
export function segmentsOf(
  column: string,
  answers: readonly Pick<EvaluatedAnswer, 'label' | 'truth' | 'segments'>[],
): Segment[] {
  const sums = new Map<string, { rows: number; right: number }>();
  let right = 0;
  for (const { label, truth, segments } of answers) {
    const isRight = label === truth;
    if (isRight) right += 1;
    const value = segments[column];
    if (value === undefined) continue;
    const sum = sums.get(value) ?? { rows: 0, right: 0 };
    sums.set(value, sum);
    sum.rows += 1;
    if (isRight) sum.right += 1;
  }
  const overall = right / Math.max(1, answers.length);
  return Array.from(sums, ([value, sum]): Segment => {
    const interval = wilsonInterval(sum.right, sum.rows);
    const standing = interval[1] < overall ? 'lower' : interval[0] > overall ? 'higher' : 'as all';
    return { value, rows: sum.rows, accuracy: sum.right / sum.rows, interval, standing };
  }).sort((left, right) => right.rows - left.rows || (left.value < right.value ? -1 : 1));
}

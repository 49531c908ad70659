import type { FieldType } from '../dictionary/index.ts';
import { compareValues } from '../query/index.ts';

export const aggregateNames = ['avg', 'sum', 'min', 'max'] as const;
export type AggregateName = (typeof aggregateNames)[number];

/** One figure over the values of a column, as text; empty values do not count. Averages have four decimals. */
export function aggregate(name: AggregateName, type: FieldType, values: readonly string[]): string {
  const present = values.filter((value) => value !== '');
  if (present.length === 0) return '';
  if (name === 'min' || name === 'max') {
    const sorted = [...present].sort((left, right) => compareValues(type, left, right));
    return (name === 'min' ? sorted[0] : sorted.at(-1)) ?? '';
  }
  const sum = present.reduce((total, value) => total + (Number(value) || 0), 0);
  return name === 'sum' ? String(sum) : (sum / present.length).toFixed(4);
}

import type { Interval } from '../statistics/index.ts';

/** `0.858` as `85.8 %`. */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** `[0.832, 0.88]` as `83.2 to 88.0 %`. */
export function percentRange([lower, upper]: Interval): string {
  return `${(lower * 100).toFixed(1)} to ${percent(upper)}`;
}

/** `0.861 (0.837 to 0.883)`. */
export function numberWithin(value: number, [lower, upper]: Interval, digits = 3): string {
  return `${value.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;
}

/** With separators for thousands. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

import type { FieldType } from '../dictionary/index.ts';
import { parseTimestamp } from '../instance/index.ts';
import type { Operator } from './operator.ts';

/** What a condition says of a stored value. `display` gives the words a person would see for it. */
export type Predicate = (value: string, display: () => string) => boolean;

const numeric: ReadonlySet<FieldType> = new Set(['integer', 'decimal']);

/**
 * The meaning of `OPERATOR value` on a column of `type`; undefined when the value makes no sense there. Text is
 * compared without case, as the platform's databases do. An empty value is in nobody's list and differs from nothing:
 * "is not" and "is not one of" leave it out. Source: the vendor's KB0715430, "How Filters Handle null Values".
 */
export function predicate(type: FieldType, operator: Operator, value: string): Predicate | undefined {
  const wanted = value.toLowerCase();
  const list = (): ReadonlySet<string> => new Set(wanted.split(',').map((item) => item.trim()));
  switch (operator) {
    case '=':
      return wanted === 'null' ? (found) => found === '' : (found) => found.toLowerCase() === wanted;
    case '!=':
      return wanted === 'null'
        ? (found) => found !== ''
        : (found) => found !== '' && found.toLowerCase() !== wanted;
    case 'IN': {
      const values = list();
      return (found) => values.has(found.toLowerCase());
    }
    case 'NOT IN': {
      const values = list();
      return (found) => found !== '' && !values.has(found.toLowerCase());
    }
    case 'LIKE':
    case 'CONTAINS':
      return text(type, (found) => found.includes(wanted));
    case 'NOT LIKE':
    case 'NOTLIKE':
    case 'DOES NOT CONTAIN':
      return text(type, (found) => !found.includes(wanted));
    case 'STARTSWITH':
      return text(type, (found) => found.startsWith(wanted));
    case 'ENDSWITH':
      return text(type, (found) => found.endsWith(wanted));
    case 'ISEMPTY':
    case 'EMPTYSTRING':
      return (found) => found === '';
    case 'ISNOTEMPTY':
      return (found) => found !== '';
    case 'ANYTHING':
      return () => true;
    case 'ON':
    case 'NOTON':
      return onDay(value, operator === 'ON');
    case 'BETWEEN':
      return between(type, value);
    case '>':
      return ordered(type, value, (sign) => sign > 0);
    case '>=':
      return ordered(type, value, (sign) => sign >= 0);
    case '<':
      return ordered(type, value, (sign) => sign < 0);
    case '<=':
      return ordered(type, value, (sign) => sign <= 0);
    default:
      return undefined;
  }
}

/** References are searched by what is shown for them. */
function text(type: FieldType, holds: (found: string) => boolean): Predicate {
  return type === 'reference'
    ? (_, display) => holds(display().toLowerCase())
    : (found) => holds(found.toLowerCase());
}

/** `ON2026-03-01`, or what a list filter writes: `ONToday@START@END`. */
function onDay(value: string, isInside: boolean): Predicate | undefined {
  const [label = '', start = label, end = start] = value.split('@');
  const from = parseTimestamp(start.length === 10 ? `${start} 00:00:00` : start);
  const to = parseTimestamp(end.length === 10 ? `${end} 23:59:59` : end);
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return (found) => {
    const at = parseTimestamp(found);
    return (at >= from && at <= to) === isInside;
  };
}

function between(type: FieldType, value: string): Predicate | undefined {
  const [low, high] = value.split('@');
  if (low === undefined || high === undefined) return undefined;
  const above = ordered(type, low, (sign) => sign >= 0);
  const below = ordered(type, high, (sign) => sign <= 0);
  return above && below && ((found, display) => above(found, display) && below(found, display));
}

function ordered(type: FieldType, value: string, holds: (sign: number) => boolean): Predicate | undefined {
  if (numeric.has(type)) {
    const bound = Number(value);
    return value === '' || Number.isNaN(bound)
      ? undefined
      : (found) => found !== '' && holds(Number(found) - bound);
  }
  if (type === 'glide_date_time' && Number.isNaN(parseTimestamp(value))) return undefined;
  const bound = value.toLowerCase();
  return (found) => found !== '' && holds(compareText(found.toLowerCase(), bound));
}

/** Negative, zero or positive, by code units: what the platform's binary key order does for ids and dates. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The order of two stored values of a column; empty values come first. */
export function compareValues(type: FieldType, left: string, right: string): number {
  if (left === '' || right === '') return compareText(left, right);
  if (numeric.has(type)) return Number(left) - Number(right);
  return compareText(left.toLowerCase(), right.toLowerCase());
}

import type { CustomValue, FieldValue } from '@signalbox/sdk';
import { richText } from '../text/index.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/**
 * An option, user, group, component or version as a canonical value: what the API wants, and what people read. A
 * cascading choice is `PARENT/CHILD` by ids. Undefined for an object of another kind.
 */
export function choiceOf(value: unknown): FieldValue | undefined {
  if (!isRecord(value)) return undefined;
  const id =
    textOf(value.accountId) ??
    textOf(value.groupId) ??
    textOf(value.id) ??
    textOf(value.key) ??
    textOf(value.name);
  const label = textOf(value.displayName) ?? textOf(value.value) ?? textOf(value.name);
  if (id === undefined || label === undefined) return undefined;
  const child = choiceOf(value.child);
  return child ? { value: `${id}/${child.value}`, label: `${label} / ${child.label}` } : { value: id, label };
}

const plain = (value: string): FieldValue => ({ value, label: value });

/** A custom field's value in canonical form; undefined for what has none (it stays under `vendor`). */
export function customValueOf(value: unknown): CustomValue | undefined {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => (typeof item === 'string' ? plain(item) : choiceOf(item)));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (isRecord(value) && value.type === 'doc') return richText(value);
  return choiceOf(value);
}

import { createHmac } from 'node:crypto';
import { type FieldPath, standardFields, type Ticket, valueAt } from '@signalbox/sdk';
import { z } from 'zod';

/** What is kept of one field of one ticket: a keyed checksum, and the value where it is one of a list's and mapped. */
export const recordedFieldSchema = z.object({
  /** The first 64 bits of an HMAC-SHA-256 over path and value, hexadecimal. */
  sum: z.string(),
  /** Absent for text and people: of these nothing but the checksum is kept. null: empty. */
  value: z.object({ value: z.string(), label: z.string() }).nullable().optional(),
});
export type RecordedField = z.infer<typeof recordedFieldSchema>;
export type RecordedFields = Readonly<Record<string, RecordedField>>;

/** Free text, and people. */
const withoutValue: ReadonlySet<FieldPath> = new Set<FieldPath>(['summary', 'description', 'assignee']);
const hexDigits = 16;

/** All that the vendor would store of a field, in one form; the order within a list says nothing. */
function contentOf(ticket: Ticket, path: FieldPath): unknown {
  if (path === 'labels') return [...ticket.labels].sort();
  if (!path.startsWith('custom.')) return valueAt(ticket, path)?.value ?? null;
  const held = ticket.custom[path.slice('custom.'.length)] ?? null;
  if (Array.isArray(held)) return held.map(({ value }) => value).sort();
  return typeof held === 'object' && held !== null ? held.value : held === '' ? null : held;
}

/** The fields that are recorded at a site: those every desk has, and those that are mapped. */
export function recordedPaths(mapped: readonly FieldPath[]): readonly FieldPath[] {
  return [...new Set([...standardFields, ...mapped])];
}

/**
 * What is recorded of a ticket.
 * @param salt of the site; without it a checksum says nothing of a short value
 */
export function recordFields(
  ticket: Ticket,
  mapped: readonly FieldPath[],
  salt: string,
): Record<FieldPath, RecordedField> {
  const shown = new Set(mapped.filter((path) => !withoutValue.has(path)));
  const entries = recordedPaths(mapped).map((path) => {
    const content = JSON.stringify([path, contentOf(ticket, path)]);
    const sum = createHmac('sha256', salt).update(content).digest('hex').slice(0, hexDigits);
    return [path, shown.has(path) ? { sum, value: valueAt(ticket, path) } : { sum }] as const;
  });
  return Object.fromEntries(entries) as Record<FieldPath, RecordedField>;
}

const modulus = 2n ** 64n;

/** Checksums added up: the same for the same set of values, in whatever order they came. */
export function addSums(total: string, sum: string): string {
  const added = (BigInt(`0x${total}`) + BigInt(`0x${sum}`)) % modulus;
  return added.toString(16).padStart(hexDigits, '0');
}

export const emptySum: string = '0'.repeat(hexDigits);

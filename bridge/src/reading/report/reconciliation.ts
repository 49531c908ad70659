import { fieldPathSchema } from '@signalbox/sdk';
import { z } from 'zod';

const count = z.number().int().nonnegative();
const shownValue = z.string().nullable().optional();

/** How a ticket, or a field of it, differs. */
export const differenceKinds = [
  /** At the vendor, within what was read, and never recorded here. */
  'missing-here',
  /** Another version than recorded, though it changed within what was read: the change was missed. */
  'missed-change',
  /** Recorded, and no longer at the vendor: deleted, or hidden from the account. */
  'gone',
  /** Recorded under another key. */
  'moved',
  /** There when it is asked for by its id, and not in the vendor's search. */
  'not-in-search',
  /** The same version, and another value. */
  'field',
  /** Written by Signalbox; a person set another value afterwards. No fault. */
  'replaced',
  /** Written by Signalbox, and another value is there that nobody has set. */
  'lost',
  /** Written by Signalbox, and another value is there; why was not looked into, or history does not say. */
  'unexplained',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What people do on purpose: told, and no difference that anybody has to mend. */
const expected: ReadonlySet<DifferenceKind> = new Set<DifferenceKind>(['replaced', 'moved']);

export const differenceSchema = z.object({
  kind: z.enum(differenceKinds),
  ticketId: z.string(),
  ticketKey: z.string(),
  path: fieldPathSchema.nullable(),
  /** Values as people read them, of mapped choices only; absent for text and people. */
  source: shownValue,
  recorded: shownValue,
  written: shownValue,
});
export type Difference = z.infer<typeof differenceSchema>;

export const fieldComparisonSchema = z.object({
  path: fieldPathSchema,
  compared: count,
  equal: count,
  different: count,
  /** Recorded before the field was mapped; a refetch is under way. */
  lacking: count,
  /** Sums of the keyed checksums of all compared tickets: equal when every value is. */
  sourceChecksum: z.string(),
  recordedChecksum: z.string(),
});
export type FieldComparison = z.infer<typeof fieldComparisonSchema>;

export const writtenComparisonSchema = z.object({
  path: fieldPathSchema,
  /** Tickets in which Signalbox has set it. */
  written: count,
  kept: count,
  replaced: count,
  lost: count,
  unexplained: count,
});
export type WrittenComparison = z.infer<typeof writtenComparisonSchema>;

/** What comparing a site with what is recorded of it, and with what was written to it, has found so far. */
export const reconciliationSchema = z.object({
  tickets: z.object({
    compared: count,
    equal: count,
    /** Changed at the vendor since the last reading: the next one brings it. */
    changedSince: count,
  }),
  fields: z.array(fieldComparisonSchema),
  written: z.array(writtenComparisonSchema),
  byKind: z.partialRecord(z.enum(differenceKinds), count),
  /** The first of them; `byKind` counts all. */
  differences: z.array(differenceSchema),
  /** True when nothing has to be mended. What a person replaced or moved is no difference. */
  isEqual: z.boolean(),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

export const differencesKept = 500;

export const emptyReconciliation: Reconciliation = {
  tickets: { compared: 0, equal: 0, changedSince: 0 },
  fields: [],
  written: [],
  byKind: {},
  differences: [],
  isEqual: true,
};

/** The reconciliation with one more difference. */
export function withDifference(report: Reconciliation, difference: Difference): Reconciliation {
  const { byKind, differences, isEqual } = report;
  return {
    ...report,
    byKind: { ...byKind, [difference.kind]: (byKind[difference.kind] ?? 0) + 1 },
    differences: differences.length < differencesKept ? [...differences, difference] : differences,
    isEqual: isEqual && expected.has(difference.kind),
  };
}

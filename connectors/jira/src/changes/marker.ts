import { z } from 'zod';
import { markerPropertyKey } from '../rest/index.ts';

const entrySchema = z.object({
  actionId: z.string().min(1),
  /** Ids of the fields that were written. */
  written: z.array(z.string()).default([]),
  /** ISO 8601. */
  at: z.string().default(''),
  /** The explanation, where no comment may carry it. */
  reason: z.string().optional(),
});

/** One action's mark. */
export type MarkerEntry = z.infer<typeof entrySchema>;

/** The value of our issue property: the newest action, and the ones before it, so that they do not hide each other. */
const markerSchema = entrySchema.extend({ earlier: z.array(entrySchema).default([]) });

const mostEntries = 20;
/** Jira keeps 32,768 characters per property. */
const longestReason = 1_000;

/** What our issue property says, newest action first; nothing when it is missing or not ours. */
export function markerEntries(properties: Readonly<Record<string, unknown>>): readonly MarkerEntry[] {
  const marker = markerSchema.safeParse(properties[markerPropertyKey]);
  if (!marker.success) return [];
  const { earlier, ...newest } = marker.data;
  return [newest, ...earlier];
}

export const entryOf = (entries: readonly MarkerEntry[], actionId: string): MarkerEntry | undefined =>
  entries.find((entry) => entry.actionId === actionId);

/** The property as it travels with an edit: this action before those that are known. */
export function markerProperty(entries: readonly MarkerEntry[], entry: MarkerEntry) {
  const newest =
    entry.reason === undefined ? entry : { ...entry, reason: entry.reason.slice(0, longestReason) };
  return { key: markerPropertyKey, value: { ...newest, earlier: entries.slice(0, mostEntries - 1) } };
}

/** The name under which giving a human's value back is marked: an effect of its own, of the same action. */
export const restoreActionId = (actionId: string): string => `${actionId}:restore`;

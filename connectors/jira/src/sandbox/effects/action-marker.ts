import { z } from 'zod';

/** The issue property in which Signalbox marks what it did. */
export const markerKey = 'signalbox';

const markerSchema = z.object({
  actionId: z.string().optional(),
  actions: z.array(z.union([z.string(), z.object({ actionId: z.string() }).loose()])).optional(),
});

/** The action a marker names: its `actionId`, or else the newest (last) of its `actions`. */
export function actionIdOfMarker(value: unknown): string | null {
  const marker = markerSchema.safeParse(value);
  if (!marker.success) return null;
  if (marker.data.actionId !== undefined) return marker.data.actionId;
  const newest = marker.data.actions?.at(-1);
  return typeof newest === 'object' ? newest.actionId : (newest ?? null);
}

/** The action a comment's text refers to: `(Signalbox action ID)` or `signalbox:ID`. */
export function actionIdOfText(text: string): string | null {
  const match = /\(signalbox action ([^\s)]+)\)|\bsignalbox:([\w.:-]+)/i.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

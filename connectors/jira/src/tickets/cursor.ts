import { decodeCheckpoint, encodeCheckpoint } from '@signalbox/sdk';
import { z } from 'zod';

/**
 * The index learns of a change late. A reading that resumes looks this far back behind the newest change it saw, so
 * that what was indexed out of order is found; what it has seen already is dropped.
 */
export const overlapMs = 5 * 60_000;

/** What a checkpoint remembers at most; beyond it a row may come twice, and never not at all. */
const mostRemembered = 2_000;

const cursorSchema = z.object({
  connector: z.literal('jira'),
  version: z.literal(1),
  /** The newest change seen, milliseconds since the epoch; null before the first. */
  newest: z.number().nullable(),
  /** Issue id and time of change of what was seen within the overlap. */
  seen: z.array(z.tuple([z.string(), z.number()])),
});

/** Where a reading stands. */
export type Cursor = z.infer<typeof cursorSchema>;

export const firstCursor: Cursor = { connector: 'jira', version: 1, newest: null, seen: [] };

export const writeCursor = (cursor: Cursor): string => encodeCheckpoint(cursorSchema, cursor);

/** Throws `unreadable` for a checkpoint that is not this connector's. */
export function readCursor(checkpoint: string | undefined): Cursor {
  return checkpoint === undefined ? firstCursor : decodeCheckpoint(cursorSchema, checkpoint);
}

/** Where to resume: behind the newest change by the overlap, but never before the window asked for. */
export function resumeFrom(cursor: Cursor, from: number | null): number | null {
  if (cursor.newest === null) return from;
  return Math.max(from ?? 0, cursor.newest - overlapMs);
}

export interface Sighting {
  readonly id: string;
  readonly updated: number;
}

export const wasSeen = (cursor: Cursor, { id, updated }: Sighting): boolean =>
  cursor.seen.some(([seenId, seenUpdated]) => seenId === id && seenUpdated === updated);

/** The cursor after these rows. What lies further back than the overlap is forgotten: it is not read again. */
export function advanced(cursor: Cursor, sightings: readonly Sighting[]): Cursor {
  if (sightings.length === 0) return cursor;
  const newest = Math.max(cursor.newest ?? 0, ...sightings.map(({ updated }) => updated));
  const all = new Map([...cursor.seen, ...sightings.map(({ id, updated }) => [id, updated] as const)]);
  const seen = [...all].filter(([, updated]) => updated >= newest - overlapMs);
  return { ...cursor, newest, seen: seen.slice(-mostRemembered) };
}

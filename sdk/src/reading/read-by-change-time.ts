import { z } from 'zod';
import type { Ticket } from '../model/index.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { Page, SkippedRow } from './page.ts';

/** What one request of the vendor's list gave. */
export interface ChangedRows {
  readonly tickets: readonly Ticket[];
  readonly skipped?: readonly SkippedRow[];
  /** Whether the vendor has more: by its own word, never guessed from a short page. */
  readonly hasMore: boolean;
}

export interface ChangeTimeReading {
  /** Marks the checkpoints: the connector's name. */
  readonly connector: string;
  readonly query: {
    readonly updatedFrom?: string | undefined;
    readonly updatedTo?: string | undefined;
    readonly types?: readonly Ticket['type'][] | undefined;
    readonly checkpoint?: string | undefined;
  };
  /**
   * Asks the vendor for tickets that changed at or after `from` (ISO 8601 in UTC; null: all), oldest change first and
   * ties in an order that stays. `page` counts from 0, anew for each `from`.
   */
  readonly fetch: (from: string | null, page: number) => Promise<ChangedRows>;
  /** How long the vendor's list may lag behind its tickets, in milliseconds. Default 60 s. */
  readonly overlapMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const cursorSchema = z.object({
  connector: z.string(),
  /** The newest change seen, milliseconds since the epoch. */
  newest: z.number().nullable(),
  /** Id and version of what was seen within the overlap. */
  seen: z.array(z.tuple([z.string(), z.string(), z.number()])),
});
type Cursor = z.infer<typeof cursorSchema>;

const defaultOverlapMs = 60_000;

/**
 * Pages of tickets in the order of change for a vendor that lists by change time. Each request starts at the newest
 * change seen, so that tickets which move meanwhile take no other one's place; page numbers serve only where many
 * changed in one moment. What an overlap brings again is left out. Throws `unreadable` for a foreign checkpoint, and
 * `RangeError` for a time that is none.
 */
export async function* readByChangeTime(reading: ChangeTimeReading): AsyncGenerator<Page<Ticket>> {
  const { query, connector, overlapMs = defaultOverlapMs } = reading;
  const start = milliseconds(query.updatedFrom);
  const end = milliseconds(query.updatedTo) ?? Number.POSITIVE_INFINITY;
  let cursor = startingCursor(connector, query.checkpoint);
  let from = cursor.newest === null ? start : Math.max(start ?? 0, cursor.newest - overlapMs);
  let page = 0;
  let carried: readonly SkippedRow[] = [];
  for (;;) {
    reading.signal?.throwIfAborted();
    const { tickets, skipped = [], hasMore } = await reading.fetch(isoTime(from), page);
    const seen = new Set(cursor.seen.map(([id, version]) => `${id} ${version}`));
    const inWindow = tickets.filter(({ updated }) => {
      const at = Date.parse(updated);
      return at < end && (start === null || at >= start);
    });
    const fresh = inWindow.filter(({ id, version }) => !seen.has(`${id} ${version}`));
    const items = fresh.filter(({ type }) => query.types?.includes(type) ?? true);
    cursor = advanced(cursor, inWindow, overlapMs);
    const reached = Math.max(
      ...tickets.map(({ updated }) => Date.parse(updated)),
      from ?? Number.NEGATIVE_INFINITY,
    );
    const isLast = !hasMore || reached >= end;
    const isFurther = reached > (from ?? Number.NEGATIVE_INFINITY);
    page = isFurther ? 0 : page + 1;
    if (isFurther) from = reached;
    carried = [...carried, ...skipped];
    // A page that brings nothing new may not get on either; what it skipped goes with the next one.
    if (items.length === 0 && !isLast) continue;
    yield {
      items,
      skipped: carried,
      checkpoint: encodeCheckpoint(cursorSchema, cursor),
      isLast,
    };
    if (isLast) return;
    carried = [];
  }
}

function startingCursor(connector: string, checkpoint: string | undefined): Cursor {
  if (checkpoint === undefined) return { connector, newest: null, seen: [] };
  return decodeCheckpoint(cursorSchema.extend({ connector: z.literal(connector) }), checkpoint);
}

function advanced(cursor: Cursor, tickets: readonly Ticket[], overlapMs: number): Cursor {
  if (tickets.length === 0) return cursor;
  const sightings = tickets.map(({ id, version, updated }): Cursor['seen'][number] => [
    id,
    version,
    Date.parse(updated),
  ]);
  const newest = Math.max(cursor.newest ?? 0, ...sightings.map(([, , at]) => at));
  const all = new Map([...cursor.seen, ...sightings].map((sighting) => [sighting[0], sighting]));
  return { ...cursor, newest, seen: [...all.values()].filter(([, , at]) => at >= newest - overlapMs) };
}

function milliseconds(time: string | undefined): number | null {
  return time === undefined ? null : Date.parse(new Date(time).toISOString());
}

const isoTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

import type { TicketQuery } from '@signalbox/sdk';
import { z } from 'zod';
import { type TicketTable, ticketTableNames } from '../configuration/index.ts';
import {
  allOf,
  condition,
  eitherOf,
  orderBy,
  storedFromIso,
  storedValue,
  type TableRecord,
} from '../table/index.ts';

/** A place in a table ordered by change time, ties broken by sys_id: everything up to it has been read. */
export const positionSchema = z.object({
  /** `sys_updated_on` as stored. */
  updated: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  /** null: before every record of that second. */
  sysId: z.string().nullable(),
});
export type Position = z.infer<typeof positionSchema>;

export const cursorSchema = z.object({
  positions: z.partialRecord(z.enum(ticketTableNames as [TicketTable, ...TicketTable[]]), positionSchema),
  /** True when the reading that made it had reached the end: a resumption then goes back a little. */
  isComplete: z.boolean(),
});
export type Cursor = z.infer<typeof cursorSchema>;

/**
 * Milliseconds a new reading goes back behind the end of the last one: a record carries the time its transaction
 * began, and may become visible after later ones were read.
 */
export const overlapMs = 60_000;

/** Where a new reading starts, given where the last one ended. */
export function withOverlap(position: Position): Position {
  const back = Date.parse(`${position.updated.replace(' ', 'T')}Z`) - overlapMs;
  return { updated: storedFromIso(new Date(back).toISOString()), sysId: null };
}

export function positionOf(record: TableRecord): Position | null {
  const position = { updated: storedValue(record, 'sys_updated_on'), sysId: storedValue(record, 'sys_id') };
  return position.sysId !== '' && positionSchema.safeParse(position).success ? position : null;
}

/** Whether `position` comes after `other`. Stored times and sys_ids sort as text. */
export function isAfter(position: Position, other: Position): boolean {
  if (position.updated !== other.updated) return position.updated > other.updated;
  return other.sysId === null || (position.sysId ?? '') > other.sysId;
}

/** The bounds of a reading, in stored form. */
export interface Bounds {
  readonly from: string | null;
  readonly to: string | null;
}

export function boundsOf(query: Pick<TicketQuery, 'updatedFrom' | 'updatedTo'>): Bounds {
  return {
    from: query.updatedFrom === undefined ? null : storedFromIso(query.updatedFrom),
    to: query.updatedTo === undefined ? null : storedFromIso(query.updatedTo),
  };
}

/** Whether a record lies where {@link queryAfter} asked for: an instance ignores a condition that it does not understand. */
export function isWithin(position: Position, after: Position | null, bounds: Bounds): boolean {
  if (after !== null && !isAfter(position, after)) return false;
  if (bounds.from !== null && position.updated < bounds.from) return false;
  return bounds.to === null || position.updated < bounds.to;
}

/**
 * The encoded query for what comes after a position, in order. `a>=T ^ a>T ^OR id>ID` reads
 * "from T on, and after T or, within T, after ID": `^OR` binds to the condition before it.
 */
export function queryAfter(after: Position | null, bounds: Bounds): string {
  return allOf(
    bounds.from === null ? '' : condition('sys_updated_on', '>=', bounds.from),
    ...keySet(after),
    bounds.to === null ? '' : condition('sys_updated_on', '<', bounds.to),
    orderBy('sys_updated_on', 'sys_id'),
  );
}

function keySet(after: Position | null): readonly string[] {
  if (after === null) return [];
  const fromThere = condition('sys_updated_on', '>=', after.updated);
  if (after.sysId === null) return [fromThere];
  const later = condition('sys_updated_on', '>', after.updated);
  return [fromThere, eitherOf(later, condition('sys_id', '>', after.sysId))];
}

import type { CallOptions, ChangesCapability, ReadBack, SiteContext } from '../connector/index.ts';
import { isSignalboxError, SignalboxError } from '../errors/index.ts';
import type { VendorRequest } from '../http/index.ts';
import {
  type Catalog,
  type FieldChange,
  type FieldHistoryEntry,
  type FieldResult,
  type FieldValue,
  holdsValue,
  isSameValue,
  type Ticket,
  type TicketChange,
  valueAt,
  type WriteOutcome,
  type WriteResult,
} from '../model/index.ts';
import { compareFields } from './compare-fields.ts';
import { findRaces, type Race } from './find-races.ts';

/** What a vendor needs of its own to be written to once; the rest is the same for all. */
export interface ChangeParts<Configuration> {
  readonly read: (
    context: SiteContext<Configuration>,
    ticketId: string,
    options?: CallOptions,
  ) => Promise<Ticket>;
  readonly catalog: (
    context: SiteContext<Configuration>,
    ticket: Ticket,
    options?: CallOptions,
  ) => Promise<Catalog>;
  readonly history: (
    context: SiteContext<Configuration>,
    ticket: Ticket,
    options?: CallOptions,
  ) => Promise<readonly FieldHistoryEntry[]>;
  /** Ids of the actions whose marker the ticket carries; leave it out where the vendor has no place for a marker. */
  readonly markers?: (ticket: Ticket) => readonly string[];
  /** The one request that writes these fields, with `change.actionId` as the marker and the explanation. */
  readonly write: (
    context: SiteContext<Configuration>,
    ticket: Ticket,
    change: TicketChange,
    fields: readonly FieldChange[],
  ) => VendorRequest;
  /** The request that takes our value back and leaves a human's, `lost`, in its place (null: leaves it empty). */
  readonly restore: (
    context: SiteContext<Configuration>,
    ticket: Ticket,
    change: FieldChange,
    lost: FieldValue | null,
    actionId: string,
  ) => VendorRequest;
}

/** Worst first: the outcome of a change is that of its worst field. */
const severity: readonly WriteOutcome[] = ['unknown', 'conflict', 'rejected', 'applied', 'already-applied'];
const refusals: readonly string[] = ['rejected', 'permission', 'not-found', 'too-large'];
const raceReason = 'Someone chose a value at the same moment; theirs stands.';

/**
 * Writes that happen once, for a vendor that changes fields in one request: read and compare, write with the marker,
 * then look in the history whether a human was faster, and give their value back. A repeat after a lost answer finds
 * the marker, or the value where there is none, and writes nothing.
 */
export function defineChanges<Configuration>(
  parts: ChangeParts<Configuration>,
): ChangesCapability<Configuration> {
  type Context = SiteContext<Configuration>;

  async function planned(context: Context, change: TicketChange, options?: CallOptions) {
    const ticket = await parts.read(context, change.ticketId, options);
    const isRepeat = parts.markers?.(ticket).includes(change.actionId) ?? false;
    const catalog = await parts.catalog(context, ticket, options);
    const { writable, settled } = compareFields(change.fields, ticket, catalog);
    const isNote = change.fields.length === 0 && change.explanation !== null;
    const request =
      isRepeat || (writable.length === 0 && !isNote) ? null : parts.write(context, ticket, change, writable);
    return { ticket, isRepeat, writable, settled, request };
  }

  async function racesOf(
    context: Context,
    change: TicketChange,
    options?: CallOptions,
  ): Promise<readonly Race[]> {
    const fresh = await parts.read(context, change.ticketId, options);
    return findRaces(change.fields, await parts.history(context, fresh, options));
  }

  async function settleRaces(
    context: Context,
    change: TicketChange,
    results: readonly FieldResult[],
    options?: CallOptions,
  ): Promise<readonly FieldResult[]> {
    const races = await racesOf(context, change, options);
    for (const race of races.filter(({ isOursNow }) => isOursNow)) {
      const ticket = await parts.read(context, change.ticketId, options);
      const request = parts.restore(context, ticket, race.change, race.lost, `${change.actionId}.restored`);
      await context.http.request({ ticketId: change.ticketId, ...request, ...options });
    }
    const paths = new Set(races.map((race) => race.change.path));
    return results.map((result) =>
      paths.has(result.path) ? { ...result, outcome: 'conflict', reason: raceReason } : result,
    );
  }

  return {
    ...(parts.markers ? {} : { marksWrites: false }),

    async apply(context, change, options) {
      const { isRepeat, writable, settled, request } = await planned(context, change, options);
      if (request === null) {
        const results = isRepeat ? await settleRaces(context, change, settled, options) : settled;
        return resultOf(results, 'already-applied');
      }
      try {
        await context.http.request({ ticketId: change.ticketId, ...request, ...options });
      } catch (error) {
        if (!isSignalboxError(error) || error.mayHaveTakenEffect || !refusals.includes(error.code))
          throw error;
        const refused = writable.map(
          ({ path }): FieldResult => ({ path, outcome: 'rejected', reason: error.message }),
        );
        return resultOf([...settled, ...refused], 'rejected');
      }
      const written = writable.map(({ path }): FieldResult => ({ path, outcome: 'applied', reason: null }));
      try {
        return resultOf(await settleRaces(context, change, [...settled, ...written], options), 'applied');
      } catch (error) {
        throw unchecked(context.site, error);
      }
    },

    async readBack(context, change, options): Promise<ReadBack> {
      const ticket = await parts.read(context, change.ticketId, options);
      const marked = parts.markers?.(ticket) ?? [];
      if (marked.includes(`${change.actionId}.restored`)) return 'superseded';
      if (marked.includes(change.actionId)) {
        const races = findRaces(change.fields, await parts.history(context, ticket, options));
        // Applying once more gives the human's value back.
        if (races.length > 0) return races.some(({ isOursNow }) => isOursNow) ? 'absent' : 'superseded';
        return 'present';
      }
      if (change.fields.length === 0) return 'absent';
      if (change.fields.every(({ path, to }) => holdsValue(ticket, path, to))) return 'present';
      const isForeign = change.fields.some(
        ({ path, operation, from, to }) =>
          operation === 'set' && !holdsValue(ticket, path, to) && !isSameValue(valueAt(ticket, path), from),
      );
      return isForeign ? 'superseded' : 'absent';
    },

    async plan(context, change, options) {
      const { request } = await planned(context, change, options);
      return request === null ? [] : [request];
    },
  };
}

function resultOf(fields: readonly FieldResult[], otherwise: WriteOutcome): WriteResult {
  const outcomes = new Set(fields.map(({ outcome }) => outcome));
  const outcome = severity.find((candidate) => outcomes.has(candidate)) ?? otherwise;
  const telling = fields.find((field) => field.outcome === outcome && field.reason !== null);
  return { outcome, fields, reason: telling?.reason ?? null };
}

/** The write has landed; whether a human was faster is open. Applying once more finds out. */
function unchecked(site: string, cause: unknown): SignalboxError {
  return new SignalboxError(
    'network',
    'The change was written, and checking it for a race was interrupted.',
    {
      site,
      isRetryable: true,
      mayHaveTakenEffect: true,
      cause,
    },
  );
}

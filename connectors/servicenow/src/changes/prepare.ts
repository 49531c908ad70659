import {
  type CallOptions,
  type Catalog,
  catalogField,
  type FieldChange,
  SignalboxError,
  type SiteContext,
  type Ticket,
  type TicketChange,
  type VendorRequest,
} from '@signalbox/sdk';
import { z } from 'zod';
import { readCatalog } from '../catalog/index.ts';
import type { ServiceNowConfiguration, TicketTable } from '../configuration/index.ts';
import { ticketColumns, ticketFromRecord } from '../mapping/index.ts';
import { type TableRecord, updateRequest } from '../table/index.ts';
import { locateRecord, originOf } from '../tickets/index.ts';
import { type Comparison, compare } from './compare.ts';
import { type Refusal, type Target, targetOf } from './target.ts';
import { isHumanQueueMark, journalValues } from './work-note.ts';

/** A change, read against the ticket as it is now. */
export interface Prepared {
  readonly table: TicketTable;
  readonly record: TableRecord;
  readonly ticket: Ticket;
  /** Fields with a column of their own, refused ones left out. */
  readonly targets: readonly Target[];
  readonly comparison: Comparison;
  /** True when the ticket's work notes show that this action was written before. */
  readonly isRepeat: boolean;
  /** True when a human's value was already put back after this action. */
  readonly isRestored: boolean;
  /** The one request that writes; null when there is nothing to write. */
  readonly request: VendorRequest | null;
}

const marksSchema = z.object({
  signalbox: z.object({ actionIds: z.array(z.string()), restoredActionIds: z.array(z.string()) }),
});

/** Reads the ticket, compares, and makes the request. Sends nothing that writes. */
export async function prepare(
  context: SiteContext<ServiceNowConfiguration>,
  change: TicketChange,
  options: CallOptions = {},
): Promise<Prepared> {
  const { table, record } = await locateRecord(context, change.ticketId, options);
  const ticket = ticketFromRecord(record, await originOf(context, table, options));
  const marks = marksSchema.parse(ticket.vendor).signalbox;
  const isRepeat = marks.actionIds.includes(change.actionId);
  const resolved = [];
  const catalog = await catalogAfter(context, ticket, change, options);
  for (const field of change.fields) {
    resolved.push(unlisted(catalog, field) ?? (await targetOf(context, table, field, options)));
  }
  refuseDoubles(resolved.flatMap((target) => ('column' in target ? [target.column] : [])));
  const comparison = compare(ticket, resolved, isRepeat);
  const { writable } = comparison;
  const hasOnlyText = change.fields.length === 0 && change.explanation !== null;
  const isWorthWriting = writable.length > 0 || hasOnlyText || isHumanQueueMark(change);
  const values = {
    ...Object.fromEntries(writable.map((target) => [target.column, target.stored])),
    ...journalValues(change),
  };
  return {
    table,
    record,
    ticket,
    targets: resolved.filter((target): target is Target => 'column' in target),
    comparison,
    isRepeat,
    isRestored: marks.restoredActionIds.includes(change.actionId),
    request:
      isRepeat || !isWorthWriting
        ? null
        : updateRequest(table, change.ticketId, values, ticketColumns(table, context.configuration)),
  };
}

/** What may be chosen once the change is made: subcategories are those of the category. */
function catalogAfter(
  context: SiteContext<ServiceNowConfiguration>,
  ticket: Ticket,
  change: TicketChange,
  options: CallOptions,
): Promise<Catalog> {
  const category = change.fields.find(({ path }) => path === 'category')?.to ?? ticket.category;
  return readCatalog(context, { ...ticket, category }, options);
}

/** The Table API stores any text in a choice column; nobody would ever find it again. */
function unlisted(catalog: Catalog, { path, to }: FieldChange): Refusal | null {
  const field = catalogField(catalog, path);
  if (field?.kind !== 'choice' || !field.isEditable || field.allowedValues === null) return null;
  if (field.allowedValues.some(({ value }) => value === to.value)) return null;
  return { path, refused: `${field.name} (${field.vendorId}) has no such choice on this instance.` };
}

function refuseDoubles(columns: readonly string[]): void {
  if (new Set(columns).size === columns.length) return;
  throw new SignalboxError('rejected', 'The change names one field twice.');
}

import type { CatalogField, FieldPath, FieldValue, Ticket, TicketChange } from '../../model/index.ts';
import { isSameValue, valueAt } from '../../model/index.ts';
import type { JournalEntry } from '../../sandbox/index.ts';
import type { Bench } from './bench.ts';
import { need } from './need.ts';
import { skip } from './skipped-case.ts';
import { newTicket } from './tickets.ts';

/** A change of a choice field, ready to be applied, and another value that a human may choose. */
export interface Proposal {
  readonly ticket: Ticket;
  readonly field: CatalogField;
  readonly change: TicketChange;
  readonly to: FieldValue;
  readonly other: FieldValue;
}

/** What triage writes first. Never the state: vendors demand more with it. */
const preferred: readonly FieldPath[] = ['category', 'subcategory', 'urgency', 'impact', 'priority'];

function rank({ path }: CatalogField): number {
  if (path === 'state') return Number.POSITIVE_INFINITY;
  if (path.startsWith('custom.')) return 0.5;
  const index = preferred.indexOf(path);
  return index < 0 ? preferred.length : index;
}

/** A change of the first field that has two more values than the one it holds. */
export async function propose(bench: Bench, actionId = 'act-1', ticket?: Ticket): Promise<Proposal> {
  const about = ticket ?? (await newTicket(bench));
  const { fields } = await need(bench.site, 'catalog').read(about);
  const candidates = fields
    .filter((field) => field.kind === 'choice' && field.isEditable && Number.isFinite(rank(field)))
    .toSorted((left, right) => rank(left) - rank(right));
  for (const field of candidates) {
    const current = valueAt(about, field.path);
    const [to, other] = (field.allowedValues ?? []).filter((value) => !isSameValue(value, current));
    if (!to || !other) continue;
    return { ticket: about, field, to, other, change: changeOf(about, actionId, field.path, to) };
  }
  return skip('the catalog lists no editable choice field with three values or more');
}

export function changeOf(ticket: Ticket, actionId: string, path: FieldPath, to: FieldValue): TicketChange {
  return {
    actionId,
    ticketId: ticket.id,
    ticketKey: ticket.key,
    ticketType: ticket.type,
    project: ticket.project,
    fields: [{ path, operation: 'set', from: valueAt(ticket, path), to }],
    explanation: null,
  };
}

/** As a human agent does it. */
export async function chosenByHuman(bench: Bench, { ticket, field, other }: Proposal): Promise<void> {
  await bench.sandbox.editTicket(ticket.id, { [field.vendorId]: other.value });
}

/** What the field holds now, read anew. */
export async function valueNow(bench: Bench, { ticket, field }: Proposal): Promise<FieldValue | null> {
  return valueAt(await need(bench.site, 'tickets').read(ticket.id), field.path);
}

/** Effects on the field since the ticket was created, by whoever. */
export function effectsOn({ sandbox }: Bench, { ticket, field }: Proposal): readonly JournalEntry[] {
  return sandbox.journal.filter(
    ({ ticketId, kind, fields }) =>
      ticketId === ticket.id && kind !== 'create' && fields.includes(field.vendorId),
  );
}

/** Waits until nothing that was sent so far can still take effect. */
export async function untilNothingIsOnItsWay({ clock, site, sandbox }: Bench): Promise<void> {
  await clock.sleep(site.limits.longestRequestMs);
  await sandbox.settled();
}
